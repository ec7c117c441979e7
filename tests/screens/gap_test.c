/* gap_test.c — after a gap in what was heard: who was not named again has ended, when and how is not known; who was named is there,
 * and of what it does only what was said.
 */
#include <stdlib.h>
#include <string.h>

#include "lanes.h"
#include "pen.h"
#include "tap.h"
#include "view.h"

unsigned tap_passed, tap_failed;
enum { LOST = 77 };

typedef struct drawn { uint32_t kept, gone, deaf, busy, lost; size_t before; } drawn_t;

/* A cascade is under way, one task waits and hears nothing, one runs; then a gap, and a snapshot without the one context and the
 * one task that have ended meanwhile. */
static drawn_t draw(void)
{
    drawn_t d = {0};

    start("gap");
    t = trace_new(CTX_TRACE_THREADS, "gap");
    put((ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = 1, .aux = trace_add_text(t, "main")}, 0);
    uint32_t root = background();
    (void)derive(CTX_NODE_TODO, 0, INT64_MAX, NULL, 0);
    d.kept = cancelable(root, 0, 18);
    d.gone = cancelable(d.kept, d.kept, 20);
    d.deaf = go(d.kept, "deaf", 20);
    d.busy = go(d.kept, "busy", 20);
    d.lost = go(d.gone, "lost", 20);
    task = d.deaf;
    block(CTX_OP_RECV, 0, true, 9);
    task = 1;
    cancel_call(d.kept, NULL, 32);
    told(d.kept, d.kept, CTX_WHY_CALL, 1, NULL);
    d.before = trace_count(t);
    task = 0;
    put((ctx_event_t){.kind = CTX_EV_GAP, .value = LOST}, 0);
    for (uint32_t id = 1; id <= 2; id++)
        put((ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = id == 1 ? CTX_NODE_BACKGROUND : CTX_NODE_TODO, .node = id, .value = INT64_MAX}, 0);
    put((ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = 1, .aux = trace_add_text(t, "main")}, 0);
    put((ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = d.kept, .other = root, .value = INT64_MAX}, 18);
    put((ctx_event_t){.kind = CTX_EV_TOLD, .node = d.kept, .detail = 1}, 0);
    put((ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = d.deaf, .node = d.kept, .aux = trace_add_text(t, "deaf")}, 20);
    put((ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = d.busy, .node = d.kept, .aux = trace_add_text(t, "busy")}, 20);
    put((ctx_event_t){.kind = CTX_EV_SNAPSHOT_END}, 0);
    return d;
}

static int state_of(const view_t *v, uint32_t id)
{
    uint32_t at;
    int shown = index_task_state(&v->index, id, v->n, &at);

    return shown == v->model->task[id].state ? shown : -1;
}

static void words_of(const view_t *v, uint32_t id, char *buf, size_t size)
{
    tally_t tally = lanes_tally(v->model, id);
    (void)lanes_words(v->model, &tally, 200, buf, size);
}

/* Timers that a snapshot names carry a text each, how long they were: they fold with one another, and with those made later. */
static void timers_fold(void)
{
    trace_t *w = trace_new(CTX_TRACE_THREADS, "timers");
    uint32_t site = trace_add_site(w, "own.c", 15, "serve");
    char text[20];
    index_t x;

    trace_add(w, &(ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = 3, .value = INT64_MAX});
    for (uint32_t i = 4; i < 14; i++) {
        snprintf(text, sizeof text, "%ums", (unsigned)i);
        uint32_t aux = i < 9 ? trace_add_text(w, text) : 0;
        trace_add(w, &(ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_TIMER, .node = i, .other = 3, .site = site, .aux = aux, .value = i});
    }
    index_start(&x, w);
    index_build(&x);
    ok(x.group[x.node[4].group].count == 10, "five timers of a snapshot and five made later are ten alike (%u)", (unsigned)x.group[x.node[4].group].count);
    index_free(&x);
    trace_free(w);
}

int main(void)
{
    timers_fold();
    drawn_t d = draw();
    tui_options_t o = TUI_OPTIONS;
    char words[300];
    view_t v;

    view_open(&v, t, true, &o);
    view_goto(&v, d.before);
    words_of(&v, d.deaf, words, sizeof words);
    ok(state_of(&v, d.deaf) == TASK_BLOCKED && state_of(&v, d.lost) == TASK_RUNNING && index_life(&v.index, d.gone, v.n) == LIFE_LIVE, "before the gap: all are there");
    ok(strstr(words, "listens to no context") != NULL, "before the gap: one is deaf: %s", words);
    ok(v.index.cascade[0].over > v.n, "before the gap: the cascade is under way");
    view_goto(&v, trace_count(t));
    ok(v.index.dropped == LOST && v.model->lost == LOST, "after it: what was lost is counted");
    ok(index_life(&v.index, d.gone, v.n) == LIFE_FREED && v.model->node[d.gone].state == NODE_FREED, "after it: the context that was not named is gone");
    ok(index_life(&v.index, d.kept, v.n) == LIFE_TOLD && v.model->node[d.kept].state == NODE_TOLD, "after it: the one that was named is as it was said");
    ok(state_of(&v, d.lost) == TASK_ENDED, "after it: the task that was not named has ended");
    ok(state_of(&v, d.busy) == TASK_RUNNING && state_of(&v, 1) == TASK_RUNNING, "after it: those that were named run, as far as known");
    words_of(&v, d.deaf, words, sizeof words);
    ok(state_of(&v, d.deaf) == TASK_RUNNING && !strstr(words, "deaf") && !strstr(words, "listens"), "after it: who waited before is not called deaf: %s", words);
    ok(v.index.cascade[0].over == trace_count(t) && v.model->node[d.kept].listeners == 2, "after it: the cascade is over, and two tasks are under it");
    view_findings(&v);
    for (uint32_t i = 0; i < v.findings.count; i++)
        ok(strcmp(v.findings.item[i].name, "deaf-wait") != 0, "after it: nobody is found to be deaf (%s)", v.findings.item[i].message);
    view_goto(&v, d.before);
    ok(state_of(&v, d.lost) == TASK_RUNNING && index_life(&v.index, d.gone, v.n) == LIFE_LIVE && v.model->node[d.gone].state == NODE_LIVE, "and back: they were there before it");
    view_close(&v);
    return tap_end();
}

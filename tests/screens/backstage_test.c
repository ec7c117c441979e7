/* backstage_test.c — what a scenario does for itself is passed over: by play, by a step, by a wave, by a prediction; and what the program does,
 * or what is said to the person, never is.
 */
#include <stdio.h>
#include <string.h>

#include "backstage.h"
#include "pen.h"
#include "tap.h"
#include "view.h"

unsigned tap_passed, tap_failed;

enum { LOOKS = 30 };
typedef struct drawn { size_t polls, polled, noted, before_own, own, end; uint32_t mine, worker; } drawn_t;

/* At a line of the scenario. */
static void behind(ctx_event_t ev)
{
    ev.seq = ++seq;
    ev.time = now;
    ev.task = ev.task ? ev.task : task;
    ev.site = trace_add_site(t, "scenario.c", 60, "look");
    trace_add(t, &ev);
}

static void look_once(void)
{
    uint32_t node = ++nodes, h = ++handles;

    behind((ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_TIMER, .node = node, .other = 1, .value = now + MS(20)});
    behind((ctx_event_t){.kind = CTX_EV_HANDLE_NEW, .node = node, .other = h});
    behind((ctx_event_t){.kind = CTX_EV_TASK_BLOCK, .detail = CTX_OP_SLEEP, .node = node});
    now += MS(20);
    behind((ctx_event_t){.kind = CTX_EV_CANCEL_CALL, .node = node, .flags = CTX_WHY_DEADLINE, .detail = 2});
    behind((ctx_event_t){.kind = CTX_EV_TOLD, .node = node, .flags = CTX_WHY_DEADLINE, .detail = 2});
    behind((ctx_event_t){.kind = CTX_EV_CANCEL_END, .node = node, .value = 1});
    behind((ctx_event_t){.kind = CTX_EV_TASK_WAKE, .detail = CTX_OP_SLEEP});
    behind((ctx_event_t){.kind = CTX_EV_HANDLE_RELEASE, .node = node, .other = h, .detail = 1});
    behind((ctx_event_t){.kind = CTX_EV_NODE_FREE, .node = node});
}

static drawn_t draw(void)
{
    drawn_t d = {0};

    start("backstage");
    uint32_t root = background();
    d.mine = ++nodes;
    handles++;
    behind((ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = d.mine, .other = root, .value = INT64_MAX});
    behind((ctx_event_t){.kind = CTX_EV_HANDLE_NEW, .node = d.mine, .other = handles});
    d.worker = ++tasks;
    behind((ctx_event_t){.kind = CTX_EV_TASK_NEW, .node = d.mine, .other = d.worker, .aux = trace_add_text(t, "post")});
    put((ctx_event_t){.kind = CTX_EV_LIVE_SEEN, .task = d.worker, .node = d.mine}, 9);
    d.polls = trace_count(t);
    for (int i = 0; i < LOOKS; i++)
        look_once();
    d.polled = trace_count(t);
    behind((ctx_event_t){.kind = CTX_EV_NOTE, .aux = trace_add_text(t, "still there")});
    d.noted = trace_count(t);
    look_once(); /* too few to be passed over */
    d.before_own = trace_count(t);
    behind((ctx_event_t){.kind = CTX_EV_CANCEL_CALL, .node = d.mine, .other = 1, .detail = 1});
    behind((ctx_event_t){.kind = CTX_EV_TOLD, .node = d.mine, .flags = CTX_WHY_CALL, .detail = 1});
    behind((ctx_event_t){.kind = CTX_EV_CANCEL_END, .node = d.mine, .value = 1});
    d.own = d.before_own + 1;
    put((ctx_event_t){.kind = CTX_EV_TASK_END, .task = d.worker}, 9);
    finish(0);
    d.end = trace_count(t);
    return d;
}

static void known(const drawn_t *d)
{
    backstage_t b = {0};

    backstage_look(&b, t);
    ok(b.known && b.runs == 1 && b.run[0].from == d->polls + 1 && b.run[0].to == d->polled && b.events == LOOKS * 9, "the scenario's looks are one run of %d events (%zu)", LOOKS * 9, b.events);
    ok(!backstage_at(&b, d->polls) && backstage_at(&b, d->polls + 1) && backstage_at(&b, d->polled) && !backstage_at(&b, d->noted), "it ends where something is said");
    ok(!backstage_node(&b, d->mine) && !backstage_node(&b, 1) && backstage_node(&b, d->mine + 1), "the context that the program works under is none of the scenario's own, whoever made it");
    backstage_free(&b);
}

static void passed_over(view_t *v, const drawn_t *d)
{
    view_goto(v, d->polls);
    (void)view_request(v, REQ_EVENT_NEXT);
    ok(v->n == d->polled && strstr(v->message, "The scenario alone, 270 events") && strstr(v->message, "Nothing of your program"), "a step goes past it, and says so: %s", v->message);
    (void)view_request(v, REQ_EVENT_PREV);
    ok(v->n == d->polls, "and back");
    view_goto(v, d->polls + 40);
    (void)view_request(v, REQ_EVENT_NEXT);
    ok(v->n == d->polls + 41, "whoever went inside goes on event by event");
    view_goto(v, d->noted);
    (void)view_request(v, REQ_EVENT_NEXT);
    ok(v->n == d->noted + 1, "a few are stepped through");
    view_goto(v, d->polls - 1);
    v->playing = true;
    int ticks = 0;
    for (; v->playing && v->n < d->noted; ticks++)
        (void)view_tick(v);
    ok(ticks <= 3 && v->speed < 8, "play takes it as one step, at its usual speed (%d ticks, %g)", ticks, v->speed);
    view_goto(v, 0);
    (void)view_request(v, REQ_WAVE_NEXT);
    ok(v->n == d->own, "the next wave is the program's (%zu)", v->n);
    (void)view_request(v, REQ_WAVE_PREV);
    ok(v->n == d->own && strstr(v->message, "No wave before this"), "there is none before");
    view_goto(v, 0);
    predict_begin(v);
    ok(v->n == d->before_own && v->predict.stage, "what is asked about is the program's cancel (%zu)", v->n);
    (void)predict_request(v, REQ_BACK);
}

/* Where the program has no part in any of it, the scenario's is all there is to see. */
static void nothing_else(const drawn_t *d)
{
    tui_options_t o = TUI_OPTIONS;
    view_t v;

    view_open(&v, t, false, &o);
    view_goto(&v, d->polls);
    (void)view_request(&v, REQ_EVENT_NEXT);
    ok(v.n == d->polls + 1, "a recording is stepped through as it is");
    view_close(&v);
    start("alone");
    (void)background();
    for (int i = 0; i < LOOKS; i++)
        look_once();
    finish(0);
    o.entry = "alone";
    view_open(&v, t, false, &o);
    (void)view_request(&v, REQ_WAVE_NEXT);
    ok(v.n > 0 && v.n < 12, "as is a run of the scenario alone (%zu)", v.n);
    view_close(&v);
}

int main(void)
{
    drawn_t d = draw();
    tui_options_t o = TUI_OPTIONS;
    view_t v;

    paint_words(true);
    known(&d);
    o.entry = "backstage";
    view_open(&v, t, false, &o);
    passed_over(&v, &d);
    view_close(&v);
    nothing_else(&d);
    return tap_end();
}

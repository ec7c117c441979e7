/* predict.c — before the run goes on: which contexts will be told, and who stops last? Then the run answers. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sentence.h"
#include "text.h"
#include "view.h"

void predict_stop(view_t *v)
{
    free(v->predict.marked);
    v->demo = v->demo || v->predict.demo;
    v->predict = (predict_t){0};
}

bool predict_marked(const view_t *v, uint32_t node) { return node < v->predict.nodes && v->predict.marked[node]; }

/* As many as there are contexts: a million of them are marked by one Enter. */
static bool predict_room(view_t *v)
{
    predict_t *p = &v->predict;
    unsigned char *more = p->nodes < v->index.nodes ? realloc(p->marked, v->index.nodes) : p->marked;

    if (!more)
        return false;
    if (p->nodes < v->index.nodes)
        memset(more + p->nodes, 0, v->index.nodes - p->nodes);
    p->marked = more;
    p->nodes = v->index.nodes;
    return true;
}

static void predict_toggle(view_t *v, uint32_t node)
{
    predict_t *p = &v->predict;

    if (node >= p->nodes)
        return;
    p->marked[node] = !p->marked[node];
    p->count += p->marked[node] ? 1 : UINT32_MAX;
}

/* A folded row stands for all its members. */
static void predict_toggle_row(view_t *v)
{
    row_many_t many = rows_many(&v->rows, v->cursor);

    if (!predict_room(v))
        return;
    if (!many.crowd)
        predict_toggle(v, view_node(v));
    for (uint32_t i = 0; i < many.visible; i++)
        predict_toggle(v, many.member[i]);
}

/* A byte a node: whom this cascade tells. Owned; NULL: no memory for it. */
static unsigned char *predict_members(const view_t *v, const index_cascade_t *c)
{
    unsigned char *told = calloc(v->index.nodes, 1);

    for (uint32_t i = 0; told && i < c->told; i++)
        told[cascade_members(c)[i]] = 1;
    return told;
}

/* The next cascade that tells anybody; number + 1. */
static uint32_t predict_next(const view_t *v)
{
    for (uint32_t i = index_cascade_at(&v->index, v->n); i < v->index.cascades; i++)
        if (v->index.cascade[i].told)
            return i + 1;
    return 0;
}

/* Is a task with this context one of those told? Through values and foreign contexts, too: they are not told themselves. */
static bool predict_under(const view_t *v, const unsigned char *told, uint32_t node)
{
    const index_node_t *all = v->index.node;

    for (uint32_t hops = 0; hops < 4096 && node && !told[node]; hops++) {
        if (!all[node].passes && index_make_of(&v->index, node)->kind != CTX_NODE_CUSTOM)
            return false;
        node = all[node].passes ? all[node].wave : all[node].parent;
    }
    return node && told[node];
}

/* When the last of those told has stopped, or as much of that as ever happens; and which task it was. */
static size_t predict_end(const view_t *v, const index_cascade_t *c, uint32_t *last)
{
    size_t end = c->over ? c->over : trace_count(v->trace), stopped = 0;
    unsigned char *told = predict_members(v, c);

    *last = 0;
    for (uint32_t t = 1; told && t < v->index.tasks; t++) {
        const index_task_t *k = &v->index.task[t];
        if (!k->ended || k->ended < c->first || !predict_under(v, told, k->node) || k->ended <= stopped)
            continue;
        stopped = k->ended;
        *last = t;
    }
    free(told);
    return stopped > end ? stopped : end;
}

/* How many contexts could be told: a root never is, and who is told already is not told again. */
static uint32_t predict_choices(const view_t *v)
{
    uint32_t can = 0;

    for (uint32_t i = 1; i < v->model->nodes && i < v->index.nodes && can < 2; i++) {
        const model_node_t *n = &v->model->node[i];
        can += n->state == NODE_LIVE && n->parent != 0;
    }
    return can;
}

/* Tasks that are there, and one of which may be the last to stop. */
static uint32_t predict_tasks(const view_t *v)
{
    uint32_t there = 0;

    for (uint32_t t = 1; t < v->model->tasks; t++)
        there += v->model->task[t].state != TASK_UNSEEN && v->model->task[t].state != TASK_ENDED;
    return there;
}

/* The scenario makes the cancel, in a file that a learner never wrote: what is shown is their own line that was last at work. */
static uint32_t predict_line(const view_t *v)
{
    const char *entry = v->options.entry;
    size_t n = entry ? strlen(entry) : 0;

    for (size_t i = v->n; n && i > 0 && i + 2000 > v->n; i--) {
        uint32_t site = trace_event(v->trace, i - 1)->site;
        const char *base = site ? source_base(trace_site(v->trace, site).file) : "";
        if (!strncmp(base, entry, n) && !strcmp(base + n, ".c"))
            return site;
    }
    return 0;
}

/* What is about to happen, with its line where that is in the program's text. */
static void predict_about(view_t *v, const index_cascade_t *c, char *text, size_t size)
{
    const ctx_event_t *ev = trace_event(v->trace, c->first - 1);
    char name[120];

    sentence_node(v->model, c->node, name, sizeof name);
    if (ev->site && ev->task)
        snprintf(text, size, "Line %d of %s is about to cancel %s. Who is told?", trace_site(v->trace, ev->site).line, source_base(trace_site(v->trace, ev->site).file), name);
    else
        snprintf(text, size, "%s is about to be cancelled. Who is told?", name);
}

static void predict_ask_last(view_t *v)
{
    v->predict.stage = PREDICT_LAST;
    v->pane = PANE_TASKS;
    v->in_pane = true;
    view_say(v, v->predict.plain ? "All that lives here is about to be cancelled. Which task will be the last to stop? Choose one, Enter; some never do."
                                 : "And which task will be the last to stop? Choose one, Enter.");
}

/* The next cascade that leaves anything to say; a question with one possible answer is none. */
void predict_begin(view_t *v)
{
    uint32_t id = predict_next(v);
    char about[240];

    predict_stop(v);
    if (!id) {
        view_say(v, v->index.cascades ? "No cancellation lies ahead of here. : 0 goes to the start, then p." : v->index.dropped ? "Events were dropped in this run: what was cancelled then is not known." : "Nothing is ever cancelled in this run.");
        return;
    }
    v->playing = false;
    v->predict.cascade = id;
    v->predict.stage = PREDICT_TOLD;
    v->predict.demo = v->demo;
    v->demo = false; /* rows to choose from, and the lanes */
    view_goto(v, v->index.cascade[id - 1].first - 1);
    v->follow = false;
    v->in_pane = false;
    v->predict.line = predict_line(v);
    if (predict_choices(v) > 1) {
        predict_about(v, &v->index.cascade[id - 1], about, sizeof about);
        view_say(v, "%s Enter marks a context, p when done.", about);
        return;
    }
    v->predict.plain = true;
    if (predict_tasks(v) > 1) { /* also where none of them ever stops: that is what the run answers then */
        predict_ask_last(v);
        return;
    }
    predict_stop(v);
    view_say(v, "One context is alive, and it is cancelled next: nothing to predict. Space plays on: who stops then, and who does not?");
}

/* On the way to the answer: the run goes on from here, seen. */
static void predict_play(view_t *v)
{
    uint32_t last;
    size_t end = predict_end(v, &v->index.cascade[v->predict.cascade - 1], &last);

    v->predict.stage = PREDICT_PLAYS;
    v->predict.line = 0;
    v->in_pane = false;
    v->pane = PANE_CASCADE;
    v->until = end;
    v->pace = 8;
    while (v->pace * 3 < (double)(end - v->n)) /* no answer is further than a few seconds */
        v->pace *= 2;
    v->playing = v->n < end;
    if (!v->playing)
        predict_arrived(v);
}

typedef struct tally_words { const char *before; bool told, marked; } tally_words_t;

/* Up to three contexts that were told or not, and marked or not, and how many more. */
static size_t predict_list(const view_t *v, const unsigned char *told, tally_words_t w, char *buf, size_t size, size_t used)
{
    enum { NAMED = 3 };
    uint32_t said = 0;
    char number[32];

    for (uint32_t node = 1; node < v->index.nodes; node++)
        if (predict_marked(v, node) == w.marked && (told[node] != 0) == w.told && said++ < NAMED)
            used = tui_add(buf, size, used, "%sc%" PRIu32, said == 1 ? w.before : ", ", node);
    if (said > NAMED)
        used = tui_add(buf, size, used, " and %s more", tui_number(said - NAMED, number));
    return said ? tui_add(buf, size, used, ". ") : used;
}

/* A row may stand for a whole crew of the same name, started at the same line. */
static bool predict_last_right(const view_t *v, uint32_t last)
{
    const predict_t *p = &v->predict;
    const index_task_t *said = &v->index.task[p->last < v->index.tasks ? p->last : 0], *was = &v->index.task[last];

    return last == p->last || (p->crew && said->site == was->site && said->name_text == was->name_text);
}

/* Who was told, beside who was named: each context once. */
static size_t predict_told_words(const view_t *v, const index_cascade_t *c, char *text, size_t size)
{
    char right[40], missed[60], wrong[60];
    unsigned char *told = predict_members(v, c);
    size_t used = 0;

    text[0] = 0;
    snprintf(right, sizeof right, "%s Told, as you said: ", glyph(GL_PASS));
    snprintf(missed, sizeof missed, "%s Told, and you did not say so: ", glyph(GL_FAIL));
    snprintf(wrong, sizeof wrong, "%s Not told, and you said so: ", glyph(GL_FAIL));
    if (told) {
        used = predict_list(v, told, (tally_words_t){right, true, true}, text, size, used);
        used = predict_list(v, told, (tally_words_t){missed, true, false}, text, size, used);
        used = predict_list(v, told, (tally_words_t){wrong, false, true}, text, size, used);
    }
    free(told);
    return used;
}

void predict_arrived(view_t *v)
{
    const index_cascade_t *c = &v->index.cascade[v->predict.cascade - 1];
    uint32_t last;
    char text[500], name[80];
    size_t used = v->predict.plain ? 0 : predict_told_words(v, c, text, sizeof text);

    predict_end(v, c, &last);
    if (last) {
        sentence_task(v->model, last, name, sizeof name);
        tui_add(text, sizeof text, used, "Last to stop: %s%s", name, predict_last_right(v, last) ? ", as you said." : "; not the one you said.");
    } else
        tui_add(text, sizeof text, used, "None of their tasks has stopped.%s", v->predict.plain ? " Space plays on: see what they do instead." : "");
    predict_stop(v);
    v->until = 0;
    view_say(v, "%s", text);
}

/* Both questions are answered, or the second need not be asked. */
static void predict_told(view_t *v)
{
    uint32_t last;

    predict_end(v, &v->index.cascade[v->predict.cascade - 1], &last);
    if (!last) { /* nobody will stop */
        predict_play(v);
        return;
    }
    predict_ask_last(v);
}

/* The keys while a prediction is asked for; false: not taken. */
bool predict_request(view_t *v, request_t req)
{
    predict_t *p = &v->predict;

    if (p->stage == PREDICT_TOLD && req == REQ_ENTER) {
        predict_toggle_row(v);
        char number[32];
        view_say(v, "%s marked. p when done, Esc leaves it.", tui_number(p->count, number));
        return true;
    }
    if (p->stage == PREDICT_TOLD && req == REQ_PREDICT) {
        predict_told(v);
        return true;
    }
    if (p->stage == PREDICT_LAST && (req == REQ_ENTER || req == REQ_PREDICT)) {
        p->last = v->lane.task;
        p->crew = v->lane.crew != 0;
        predict_play(v);
        return true;
    }
    if (p->stage == PREDICT_PLAYS && (req == REQ_ENTER || req == REQ_PREDICT || req == REQ_PLAY)) { /* in a hurry */
        v->playing = false;
        view_goto(v, v->until);
        predict_arrived(v);
        return true;
    }
    if (p->stage && (req == REQ_BACK || req == REQ_PLAY || req == REQ_EVENT_NEXT || req == REQ_WAVE_NEXT)) {
        predict_stop(v);
        v->until = 0;
        return req == REQ_BACK;
    }
    return false;
}

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

/* It tells a context that the program has to do with. */
static bool predict_matters(view_t *v, const index_cascade_t *c)
{
    const backstage_t *b = view_backstage(v);

    const uint32_t *told = cascade_members(c);

    for (uint32_t i = 0; i < c->told; i++)
        if (!backstage_node(b, told[i]))
            return true;
    return false;
}

/* The next cascade that tells anybody, one of the scenario's own only where there is no other; number + 1. */
static uint32_t predict_next(view_t *v)
{
    uint32_t any = 0;

    for (uint32_t i = index_cascade_at(&v->index, v->n); i < v->index.cascades; i++) {
        const index_cascade_t *c = &v->index.cascade[i];
        if (c->told && predict_matters(v, c))
            return i + 1;
        any = any || !c->told ? any : i + 1;
    }
    return any;
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

/* One of those told that has not stopped when the run is over: its task; 0 none. Who plays everybody else's part is not asked about. */
static uint32_t predict_never(const view_t *v, const index_cascade_t *c)
{
    unsigned char *told = predict_members(v, c);
    uint32_t never = 0;

    for (uint32_t t = v->index.tasks; told && t > 1; t--)
        if (v->index.task[t - 1].seen && !v->index.task[t - 1].ended && !v->model->task[t - 1].of_scenario && predict_under(v, told, v->index.task[t - 1].node))
            never = t - 1;
    free(told);
    return never;
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

/* Tasks that are there, and one of which may be the last to stop; own: but for those that play everybody else's part. */
static uint32_t predict_tasks(const view_t *v, bool own)
{
    uint32_t there = 0;

    for (uint32_t t = 1; t < v->model->tasks; t++)
        there += v->model->task[t].state != TASK_UNSEEN && v->model->task[t].state != TASK_ENDED && !(own && v->model->task[t].of_scenario);
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

/* Said as long as it is asked. */
static void predict_question(view_t *v)
{
    if (v->predict.wrong)
        view_say(v, "No cancel to guess lies ahead. Does anything go wrong in this run, and in which task? Choose one, Enter; below them: nothing.");
    else
        view_say(v, v->predict.plain ? "All that lives here is about to be cancelled. Which task will be the last to stop? Choose one, Enter; below them: never."
                                     : "And which task will be the last to stop? Choose one, Enter; below them: never.");
}

static void predict_ask_last(view_t *v)
{
    v->predict.stage = PREDICT_LAST;
    v->pane = PANE_TASKS;
    v->in_pane = true;
    predict_question(v);
}

/* ---- what goes wrong, where no cancel is left to guess ----------------------------------------------------- */

static size_t last_start(const view_t *v, size_t before)
{
    size_t at = 0;

    for (uint32_t t = 1; t < v->index.tasks; t++)
        if (v->index.task[t].made <= before && v->index.task[t].made > at)
            at = v->index.task[t].made;
    return at;
}

/* In a run of an entry, of which something is still to be shown; where all who may do it are there. False: it is no question here. */
static bool predict_wrong(view_t *v)
{
    if (!v->options.entry || v->options.secret || v->demo || v->n >= trace_count(v->trace))
        return false;
    view_findings(v);
    uint32_t found = view_finding_shown(v, v->n);
    if (v->findings.count && !found)
        return false;
    size_t shown = found ? v->shown_from[found - 1] : trace_count(v->trace), started = last_start(v, shown - 1);
    predict_stop(v);
    v->playing = false;
    v->predict.wrong = v->predict.plain = true;
    v->predict.cascade = found;
    if (started > v->n)
        view_goto(v, started);
    v->follow = false;
    v->predict.line = predict_line(v);
    predict_ask_last(v);
    return true;
}

static void predict_wrong_told(view_t *v)
{
    uint32_t found = v->predict.cascade, said = v->predict.last;
    bool never = v->predict.never;
    const finding_t *f = found && found <= v->findings.count ? &v->findings.item[found - 1] : NULL;
    char name[120], who[80] = "";

    predict_stop(v);
    v->until = 0;
    if (!f) {
        view_say(v, never ? "%s Nothing goes wrong in this run, as you said. One lucky run proves nothing: r lets the judge try every order."
                          : "%s Nothing goes wrong in this run. One lucky run proves nothing: r lets the judge try every order.", glyph(never ? GL_PASS : GL_FAIL));
        return;
    }
    bool right = !never && (!f->task || f->task == said);
    finding_naming(f->name, f->message, name, sizeof name);
    if (f->task)
        sentence_task(v->model, f->task, who, sizeof who);
    v->options.guess = false; /* told now */
    view_finding_tell(v, found);
    view_say(v, "%s %s%s%s%s: %s.", glyph(right ? GL_PASS : GL_FAIL), name, *who ? ", " : "", who, right ? ", as you said" : never ? ": something goes wrong" : "", f->message);
}

/* ---- asked, and answered --------------------------------------------------------------------------------- */

/* The next cascade that leaves anything to say; a question with one possible answer is none. */
void predict_begin(view_t *v)
{
    uint32_t id = predict_next(v);
    size_t before = v->n;
    bool follow = v->follow;
    char about[240];

    predict_stop(v);
    if (!id) {
        if (!predict_wrong(v))
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
    if (predict_tasks(v, true) || predict_tasks(v, false) > 1) { /* also where none of them ever stops: that is what the run answers then */
        predict_ask_last(v);
        return;
    }
    predict_stop(v);
    v->follow = follow;
    view_goto(v, before);
    if (!predict_wrong(v))
        view_say(v, "One context is alive, and it is cancelled next: nothing to predict. Space plays on: who stops then, and who does not?");
}

/* On the way to the answer: the run goes on from here, seen. */
static void predict_play(view_t *v)
{
    uint32_t last, found = v->predict.cascade;
    size_t end = !v->predict.wrong ? predict_end(v, &v->index.cascade[v->predict.cascade - 1], &last)
                 : found && v->shown_from  ? v->shown_from[found - 1]
                                           : trace_count(v->trace);

    v->predict.stage = PREDICT_PLAYS;
    v->predict.line = 0;
    v->in_pane = false;
    v->pane = v->predict.wrong ? PANE_SOURCE : PANE_CASCADE;
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

/* Who stops last, and who never does, beside who was chosen. */
static size_t predict_last_words(const view_t *v, const index_cascade_t *c, char *text, size_t size, size_t used)
{
    uint32_t last, never = predict_never(v, c);
    bool said_never = v->predict.never;
    char name[80], other[80] = "";

    predict_end(v, c, &last);
    if (last)
        sentence_task(v->model, last, name, sizeof name);
    if (never)
        sentence_task(v->model, never, other, sizeof other);
    if (!last)
        return tui_add(text, size, used, "None of their tasks has stopped%s.%s", said_never ? ", as you said" : "", v->predict.plain ? " Space plays on: see what they do instead." : "");
    if (said_never && never)
        return tui_add(text, size, used, "%s never stops, as you said. Last of those that do: %s.", other, name);
    if (said_never)
        return tui_add(text, size, used, "Last to stop: %s. You said that some never do; all of them stop.", name);
    used = tui_add(text, size, used, "Last to stop: %s%s", name, predict_last_right(v, last) ? ", as you said." : "; not the one you said.");
    return never ? tui_add(text, size, used, " But %s never stops.", other) : used;
}

void predict_arrived(view_t *v)
{
    char text[600];

    if (v->predict.wrong) {
        predict_wrong_told(v);
        return;
    }
    const index_cascade_t *c = &v->index.cascade[v->predict.cascade - 1];
    size_t used = v->predict.plain ? 0 : predict_told_words(v, c, text, sizeof text);
    predict_last_words(v, c, text, sizeof text, used);
    predict_stop(v);
    v->until = 0;
    view_say(v, "%s", text);
}

/* Both questions are answered, or the second need not be asked. */
static void predict_told(view_t *v)
{
    if (!predict_tasks(v, false)) /* nobody is there who could stop */
        predict_play(v);
    else
        predict_ask_last(v);
}

/* Below the tasks stands one answer more. True: the cursor came to it, or left it for the last task. */
static bool predict_never_key(view_t *v, request_t req)
{
    predict_t *p = &v->predict;
    bool was = p->never;

    lanes_look(&v->lanes, &v->index, v->model, v->n);
    bool at_last = lanes_find(&v->lanes, &v->index, v->lane) + 1 >= v->lanes.lanes;
    if (req == REQ_END || req == REQ_PAGE_DOWN || (req == REQ_DOWN && at_last))
        p->never = true;
    else if (req == REQ_UP || req == REQ_HOME || req == REQ_PAGE_UP)
        p->never = false;
    if (p->never && v->lanes.lanes > 1) /* the one above it */
        v->lane = v->lanes.lane[v->lanes.lanes - 1];
    return p->never || (was && req == REQ_UP);
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
    bool moves = req == REQ_UP || req == REQ_DOWN || req == REQ_HOME || req == REQ_END || req == REQ_PAGE_UP || req == REQ_PAGE_DOWN;
    if (p->stage == PREDICT_LAST && moves) {
        predict_question(v);
        return predict_never_key(v, req);
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

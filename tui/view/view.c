/* view.c — the visualizer: where in the trace one is, and what each request does about it. */
#include "view.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sentence.h"
#include "text.h"

void view_say(view_t *v, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    vsnprintf(v->message, sizeof v->message, format, ap);
    va_end(ap);
}

const ctx_event_t *view_event(const view_t *v) { return v->n ? trace_event(v->trace, v->n - 1) : NULL; }

/* The engine's own events have no line: theirs is the one that set them off. */
uint32_t view_site(const view_t *v, size_t *event)
{
    for (size_t i = v->n, tries = 0; i > 0 && tries < 400; i--, tries++) {
        const ctx_event_t *ev = trace_event(v->trace, i - 1);
        if (ev->site) {
            if (event)
                *event = i;
            return ev->site;
        }
    }
    return 0;
}

uint32_t view_node(const view_t *v)
{
    return v->cursor.type == ROW_GROUP ? v->index.group[v->cursor.id].one : v->cursor.type ? v->cursor.id : 0;
}

void view_cursor_to(view_t *v, uint32_t node)
{
    rows_look(&v->rows, v->n, v->filter);
    row_t row = rows_of(&v->rows, node);

    if (!row.type || row_same(row, v->cursor))
        return;
    /* The new row may be near: then the tree stays, and only the cursor moves. */
    row_t up = v->cursor, down = v->cursor;
    for (int i = 1; i < 60 && (up.type || down.type); i++) {
        up = rows_prev(&v->rows, up);
        down = rows_next(&v->rows, down);
        if (up.type && row_same(up, row)) {
            v->cursor_line -= i;
            break;
        }
        if (down.type && row_same(down, row)) {
            v->cursor_line += i;
            break;
        }
    }
    v->cursor = row;
}

/* ---- position -------------------------------------------------------------------------------------------- */

void view_goto(view_t *v, size_t n)
{
    size_t count = trace_count(v->trace);

    v->n = n < count ? n : count;
    model_seek(v->model, v->n);
    v->scroll[PANE_SOURCE] = 0;
    const ctx_event_t *ev = view_event(v);
    if (v->follow && ev) {
        uint32_t node = ev->node;
        if (!node && ev->task && ev->task < v->index.tasks)
            node = v->index.task[ev->task].node;
        if (node && node < v->index.nodes)
            view_cursor_to(v, node);
    }
}

void view_grown(view_t *v)
{
    index_build(&v->index);
    v->rows.match_at = 0;
    if (v->live && v->follow)
        view_goto(v, trace_count(v->trace));
}

const backstage_t *view_backstage(view_t *v)
{
    if (v->options.entry && !v->live && !v->options.captions)
        backstage_look(&v->backstage, v->trace);
    return &v->backstage;
}

/* What play passes over: bookkeeping, and a task that notices what it knows. */
static bool view_dull(const view_t *v, size_t i)
{
    const ctx_event_t *ev = trace_event(v->trace, i);

    if (ev->kind == CTX_EV_NOTICED && ev->node < v->index.nodes)
        return v->index.node[ev->node].noticed != i + 1;
    return sentence_dull(ev);
}

static void view_start(view_t *v)
{
    const tui_options_t *o = &v->options;
    size_t count = trace_count(v->trace);

    size_t steps = 0; /* what play stops at */
    for (size_t i = 0; i < count && i < 100000; i++) {
        const backstage_run_t *alone = backstage_at(view_backstage(v), i + 1);
        steps += alone || !view_dull(v, i);
        i = alone ? alone->to - 1 : i;
    }
    if (count > 100000)
        steps = count;
    v->speed = 4;
    while (v->speed < (double)steps / 30)
        v->speed *= 2;
    v->follow = true;
    if (o->event)
        view_goto(v, o->event);
    else
        view_goto(v, o->at_end || v->live ? count : 0);
    v->playing = o->play && v->n < count;
    for (size_t i = count; i > 0 && !v->asking && i + 200 > count; i--)
        v->asking = trace_event(v->trace, i - 1)->kind == CTX_EV_END && trace_event(v->trace, i - 1)->detail == 1;
}

/* What the findings need, said on the way; false when somebody does not want to wait for it. */
static bool view_went_through(view_t *v)
{
    enum { AT_ONCE = 1 << 16 };
    size_t count = trace_count(v->trace);
    const trace_meter_t *meter = v->options.meter;

    for (size_t n = AT_ONCE; meter && n < count; n += AT_ONCE) {
        if (!trace_goes_on(meter, "going through the events", n, count))
            return false;
        model_seek(v->model, n);
    }
    return v->index.built == count && (!meter || count <= AT_ONCE || trace_goes_on(meter, "looking for what is wrong", 0, 0));
}

void view_open(view_t *v, trace_t *t, bool taken, const tui_options_t *options)
{
    static uint32_t serial;

    *v = (view_t){.trace = t, .serial = ++serial, .owned_trace = taken ? t : NULL, .options = *options, .pane = PANE_SOURCE, .row_step = 1};
    v->live = options->live_fd >= 0;
    v->demo = options->demo;
    v->source.dirs = options->source_dirs;
    v->source.trace = v->live ? NULL : t;
    if (!v->options.title || !*v->options.title)
        v->options.title = trace_header(t)->program;
    v->lead = options->sentence;
    v->model = model_new(t);
    index_start(&v->index, t);
    v->index.meter = options->meter;
    index_build(&v->index);
    v->rows.index = &v->index;
    if (!v->live && view_went_through(v))
        view_findings(v);
    v->index.meter = v->options.meter = NULL;
    view_start(v);
}

void view_close(view_t *v)
{
    if (!v->model)
        return;
    predict_stop(v);
    free(v->stops.at);
    rows_free(&v->rows);
    lanes_free(&v->lanes);
    backstage_free(&v->backstage);
    index_free(&v->index);
    findings_free(&v->findings);
    free(v->shown_from);
    view_found_free_(v);
    model_free(v->model);
    source_free(&v->source);
    if (v->owned_trace)
        trace_free(v->owned_trace);
    *v = (view_t){0};
}

bool view_cut(const view_t *v)
{
    return v->n == trace_count(v->trace) && v->n && !v->model->ended && trace_header(v->trace)->flags & CTX_TRACE_THREADS;
}

double view_rate(const view_t *v) { return v->until && v->pace > 0 ? v->pace : v->speed; }

bool view_tick(view_t *v)
{
    double rate = view_rate(v);
    size_t count = trace_count(v->trace), by = rate > 30 ? (size_t)(rate / 30 + 0.5) : 1, to = v->n + by;
    uint32_t found = view_finding_shown(v, v->n);

    for (int skipped = 0; by == 1 && to < count && skipped < 500 && view_dull(v, to - 1); skipped++)
        to++;
    const backstage_run_t *alone = backstage_at(view_backstage(v), to);
    if (alone)
        to = alone->to;
    if (to > count)
        to = count;
    if (v->until && to >= v->until) {
        view_goto(v, v->until);
        v->playing = false;
        v->until = 0;
        return false;
    }
    if (found && !v->demo && !v->predict.stage && v->shown_from[found - 1] <= to) {
        v->playing = false;
        if (v->options.guess) {
            view_guess(v, found);
            return false;
        }
        view_finding_tell(v, found);
        return false;
    }
    view_goto(v, to);
    if (v->n >= count && !v->live)
        v->playing = false;
    return v->playing;
}

/* ---- requests -------------------------------------------------------------------------------------------- */

/* A pane has so many rows: the first that is drawn. Where there is room for all, what was scrolled to is kept for when there is not. */
int pane_from(view_t *v, pane_t pane, int rows, rect_t r)
{
    int over = rows > r.h ? rows - r.h : 0;

    v->shown[pane] = v->scroll[pane] < over ? v->scroll[pane] : over;
    return v->shown[pane];
}

/* Rows that are left from the first one drawn: more than there is room for is seen to be. */
void pane_more(rect_t r, int rows)
{
    char text[20];

    if (rows <= r.h || r.h < 2)
        return;
    snprintf(text, sizeof text, " %s more ", glyph(GL_DOTS));
    paint(r, r.h - 1, r.w - tui_width(text), ST_KEY, text);
}

void pane_left(rect_t r, int y, size_t above, size_t below)
{
    char text[80] = "", number[32];
    size_t used = 0;

    if (above)
        used = tui_add(text, sizeof text, used, " %s above%s", tui_number(above, number), below ? "," : " ");
    if (below)
        used = tui_add(text, sizeof text, used, " %s %s more ", glyph(GL_DOTS), tui_number(below, number));
    if (used)
        paint(r, y, r.w - tui_width(text), ST_KEY, text);
}

bool pane_scroll(view_t *v, pane_t pane, request_t req, int page)
{
    int *s = &v->scroll[pane];

    if (req != REQ_ENTER)
        *s = v->shown[pane]; /* from what is seen */

    switch (req) {
    case REQ_UP: *s -= 1; break;
    case REQ_DOWN: *s += 1; break;
    case REQ_PAGE_UP: *s -= page; break;
    case REQ_PAGE_DOWN: *s += page; break;
    case REQ_HOME: *s = 0; break;
    case REQ_END: *s += 1000; break;
    default: return req != REQ_ENTER;
    }
    if (*s < 0)
        *s = 0;
    return true;
}

const pane_ops_t panes[PANE_COUNT] = {
    [PANE_TREE] = {"Contexts", tree_draw, tree_move},
    [PANE_SOURCE] = {"Source", source_draw, source_move},
    [PANE_NODE] = {"Node", node_draw, node_move},
    [PANE_TASKS] = {"Tasks", tasks_draw, tasks_move},
    [PANE_CASCADE] = {"Cascade", cascade_draw, cascade_move},
    [PANE_FINDINGS] = {"Found", findings_draw, findings_move},
    [PANE_LOG] = {"Log", log_draw, log_move},
};

static void view_pane_step(view_t *v, int by)
{
    if (!v->in_pane) {
        v->in_pane = true; /* the first Tab enters the pane that is there */
        if (by < 0)
            v->pane = PANE_LOG;
        return;
    }
    int to = (int)v->pane + by;
    if (to < PANE_SOURCE || to >= PANE_COUNT) {
        v->in_pane = false;
        v->pane = PANE_SOURCE;
    } else
        v->pane = (pane_t)to;
}

bool view_called_back(const view_t *v, const index_stop_t *s)
{
    uint32_t node = trace_event(v->trace, s->event - 1)->node;

    return s->kind == STOP_FORWARD && node < v->model->nodes && v->model->node[node].forwarder == 3;
}

static const index_stop_t *wave_from(view_t *v, size_t n, bool forward) { return forward ? index_stop_after(&v->index, n) : index_stop_before(&v->index, n); }

static bool wave_backstage(view_t *v, const index_stop_t *s) { return s->cascade && backstage_node(view_backstage(v), v->index.cascade[s->cascade - 1].node); }

/* The next one, but for those of the scenario's own contexts, as long as there are others. */
static const index_stop_t *wave_next(view_t *v, bool forward)
{
    const index_stop_t *s = wave_from(v, v->n, forward);
    bool others = false;

    while (s && wave_backstage(v, s))
        s = wave_from(v, s->event, forward);
    for (uint32_t i = 0; !s && i < v->index.stops && !others; i++)
        others = !wave_backstage(v, &v->index.stop[i]);
    return s || others ? s : wave_from(v, v->n, forward);
}

static void view_wave(view_t *v, bool forward)
{
    static const char *const words[] = {"A cascade begins.", "The news reaches the next wave.", "A forwarder brings the news.", "Everybody below has been told.", ""};
    const index_stop_t *s = wave_next(v, forward);

    v->playing = false;
    if (!s) {
        view_say(v, v->index.stops ? (forward ? "No wave after this." : "No wave before this.")
                    : v->index.cascades ? "Handles are given back in this run; nobody else is told."
                    : v->index.dropped  ? "Events were dropped in this run: what was cancelled then is not known."
                                        : "Nothing is ever cancelled in this run.");
        return;
    }
    view_goto(v, s->event);
    if (v->pane == PANE_SOURCE || v->pane == PANE_NODE)
        v->pane = v->in_pane ? v->pane : PANE_CASCADE;
    view_say(v, "%s", view_called_back(v, s) ? "A foreign context passes the news on." : words[s->kind]);
}

static void view_play(view_t *v)
{
    size_t count = trace_count(v->trace);

    v->until = 0;
    if (v->playing) {
        v->playing = false;
        return;
    }
    if (v->live && v->n >= count) {
        v->follow = !v->follow; /* pausing a live view: the recording goes on */
        return;
    }
    if (v->n >= count)
        view_goto(v, 0);
    v->playing = true;
}

static void view_step(view_t *v, int by)
{
    v->playing = false;
    if (by > 0 && v->n >= trace_count(v->trace)) {
        view_say(v, v->live ? "This is the newest event." : v->asking ? "The run asks who moves next: s." : "This is the last event. Space plays from the start.");
        return;
    }
    if (by < 0 && v->n == 0) {
        view_say(v, "This is the start.");
        return;
    }
    const backstage_run_t *alone = backstage_at(view_backstage(v), by > 0 ? v->n + 1 : v->n);
    char number[32];
    if (alone && (by > 0 ? alone->from == v->n + 1 : alone->to == v->n)) { /* one step, as a whole; whoever went inside goes on event by event */
        view_goto(v, by > 0 ? alone->to : alone->from - 1);
        view_say(v, "The scenario alone, %s events: it waits, and looks again. Nothing of your program. : %" PRIu32 " goes inside.", tui_number(alone->to - alone->from + 1, number), alone->from);
        return;
    }
    view_goto(v, by > 0 ? v->n + 1 : v->n - 1);
}

static bool view_moving(request_t req)
{
    return req == REQ_UP || req == REQ_DOWN || req == REQ_LEFT || req == REQ_RIGHT || req == REQ_PAGE_UP || req == REQ_PAGE_DOWN ||
           req == REQ_HOME || req == REQ_END || req == REQ_ENTER;
}

bool view_inside(const view_t *v)
{
    return v->zoom || (v->demo && !v->options.demo) || v->in_pane || v->pane != PANE_SOURCE || v->filter;
}

static bool view_back(view_t *v)
{
    if (v->zoom)
        v->zoom = false;
    else if (v->demo && !v->options.demo)
        v->demo = false;
    else if (v->in_pane)
        v->in_pane = false;
    else if (v->pane != PANE_SOURCE)
        v->pane = PANE_SOURCE;
    else if (v->filter)
        v->filter = FILTER_ALL;
    else
        return false;
    return true;
}

static void view_follow(view_t *v)
{
    v->follow = !v->follow;
    if (v->follow && v->live) { /* at the newest there is nothing left to play back */
        v->playing = false;
        view_goto(v, trace_count(v->trace));
    } else if (v->follow)
        view_goto(v, v->n);
    view_say(v, v->follow ? "Following: the cursor goes where things happen." : "Not following: the cursor stays.");
}

static void view_speed(view_t *v, double by)
{
    char number[32];

    v->speed *= by;
    v->pace *= by;
    if (v->speed < 0.5)
        v->speed = 0.5;
    if (v->speed > 1 << 20)
        v->speed = 1 << 20;
    view_say(v, "%s events a second.", tui_rate(v->speed, number));
}

bool view_request(view_t *v, request_t req)
{
    int page = 10;

    if (v->predict.stage && predict_request(v, req))
        return true;
    if (view_guess_request(v, req))
        return true;
    if (v->demo && demo_request(v, req))
        return true;
    switch (req) {
    case REQ_PREDICT: predict_begin(v); return true;
    case REQ_DEMO: demo_toggle(v); return true;
    case REQ_PLAY: view_play(v); return true;
    case REQ_EVENT_NEXT: view_step(v, 1); return true;
    case REQ_EVENT_PREV: view_step(v, -1); return true;
    case REQ_WAVE_NEXT: view_wave(v, true); return true;
    case REQ_WAVE_PREV: view_wave(v, false); return true;
    case REQ_FINDING_NEXT: view_finding_step(v, true); return true;
    case REQ_FINDING_PREV: view_finding_step(v, false); return true;
    case REQ_FASTER: view_speed(v, 2); return true;
    case REQ_SLOWER: view_speed(v, 0.5); return true;
    case REQ_FOLLOW: view_follow(v); return true;
    case REQ_ZOOM: v->zoom = !v->zoom; return true;
    case REQ_PANE_NEXT: view_pane_step(v, 1); return true;
    case REQ_PANE_PREV: view_pane_step(v, -1); return true;
    case REQ_FILTER:
        v->filter = (rows_filter_t)((v->filter + 1) % FILTER_COUNT);
        view_say(v, "Showing: %s.", rows_filter_name(v->filter));
        return true;
    case REQ_BACK: return view_back(v);
    default: break;
    }
    if (!view_moving(req))
        return false;
    return panes[v->in_pane ? v->pane : PANE_TREE].move(v, req, page);
}

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
    if (v->cursor.type == ROW_GROUP)
        return group_at(&v->index.group[v->cursor.id], 0);
    return v->cursor.type == ROW_NODE ? v->cursor.id : 0;
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

/* ---- findings -------------------------------------------------------------------------------------------- */

/* A leak is one only once all the work is over: until then it is not shown unasked. */
static size_t finding_shown_from(const view_t *v, const finding_t *f)
{
    static const char *const leaks[] = {"lost-cancel", "lingering-timer", "leaked-task", "unbounded-tasks", "lost-at-exit"};
    size_t idle = trace_count(v->trace);

    for (size_t i = 0; i < sizeof leaks / sizeof *leaks; i++) {
        if (strcmp(f->name, leaks[i]))
            continue;
        for (uint32_t m = 0; m < v->index.marks; m++)
            if (!strcmp(trace_text(v->trace, trace_event(v->trace, v->index.mark[m] - 1)->aux), "idle")) {
                idle = v->index.mark[m];
                break;
            }
        return idle > f->event ? idle : f->event;
    }
    /* Waiting is no sin before there is something to hear. */
    if (!strcmp(f->name, "deaf-wait") && f->node < v->index.nodes && v->index.node[f->node].told > f->event)
        return v->index.node[f->node].told;
    return f->event;
}

/* One finding a line stands for all contexts made there whose handle is still held: each of them shows it. */
static void view_mark_alike(view_t *v, uint32_t i)
{
    const finding_t *f = &v->findings.item[i];

    if (strcmp(f->name, "lost-cancel") || f->count < 2 || !f->node || f->node >= v->index.nodes)
        return;
    const index_group_t *g = &v->index.group[v->index.node[f->node].group];
    for (uint32_t k = 0; k < g->count; k++) {
        uint32_t node = group_at(g, k), handle = node < v->model->nodes ? v->model->node[node].handle : 0;
        if (handle && handle < v->model->handles && v->model->handle[handle].state == 1)
            v->index.node[node].finding = (uint32_t)v->shown_from[i];
    }
}

/* Findings look at a whole trace: the model goes to its end and comes back. */
void view_findings(view_t *v)
{
    size_t count = trace_count(v->trace);

    if (v->findings_at == count + 1)
        return;
    for (uint32_t i = 0; v->findings.count && i < v->index.nodes; i++)
        v->index.node[i].finding = 0;
    for (uint32_t i = 0; i < v->index.groups; i++)
        v->index.group[i].at = 0; /* what they remember was without these findings */
    findings_clear(&v->findings);
    model_seek(v->model, count);
    if (!v->options.secret)
        findings_run(v->model, &v->findings);
    if (v->options.demo)
        findings_keep_certain(&v->findings);
    free(v->shown_from);
    v->shown_from = calloc(v->findings.count + 1u, sizeof *v->shown_from);
    for (uint32_t i = 0; i < v->findings.count && v->shown_from; i++) {
        const finding_t *f = &v->findings.item[i];
        v->shown_from[i] = finding_shown_from(v, f);
        if (f->node && f->node < v->index.nodes)
            v->index.node[f->node].finding = (uint32_t)v->shown_from[i];
        if (f->task && f->task < v->index.tasks)
            v->index.task[f->task].finding = (uint32_t)v->shown_from[i];
    }
    if (!v->shown_from)
        findings_clear(&v->findings);
    for (uint32_t i = 0; i < v->findings.count; i++)
        view_mark_alike(v, i);
    model_seek(v->model, v->n);
    v->findings_at = count + 1;
    if (v->finding > v->findings.count)
        v->finding = 0;
}

/* The finding next to position n in the order of events; number + 1, 0 none. */
static uint32_t view_finding_near(const view_t *v, size_t n, bool forward)
{
    uint32_t best = 0;

    for (uint32_t i = 0; i < v->findings.count; i++) {
        size_t at = v->findings.item[i].event, had = best ? v->findings.item[best - 1].event : 0;
        if (forward ? at > n && (!best || at < had) : at < n && (!best || at > had))
            best = i + 1;
    }
    return best;
}

/* The finding that shows next after n while playing; number + 1, 0 none. */
static uint32_t view_finding_shown(const view_t *v, size_t n)
{
    uint32_t best = 0;

    for (uint32_t i = 0; i < v->findings.count; i++)
        if (v->shown_from[i] > n && (!best || v->shown_from[i] < v->shown_from[best - 1]))
            best = i + 1;
    return best;
}

static void view_show_finding(view_t *v, uint32_t id)
{
    const finding_t *f = &v->findings.item[id - 1];

    v->finding = id;
    v->pane = PANE_FINDINGS;
    if (f->event)
        view_goto(v, f->event);
    if (f->node)
        view_cursor_to(v, f->node);
    if (f->task)
        v->task = f->task;
}

static void view_finding_open(view_t *v, uint32_t found)
{
    view_goto(v, v->shown_from[found - 1]);
    v->finding = found;
    v->pane = PANE_FINDINGS;
    if (v->findings.item[found - 1].node)
        view_cursor_to(v, v->findings.item[found - 1].node);
}

void view_finding_first(view_t *v)
{
    uint32_t found = view_finding_shown(v, 0);

    if (found)
        view_finding_open(v, found);
}

static void view_finding_step(view_t *v, bool forward)
{
    view_findings(v);
    v->playing = false;
    if (!v->findings.count) {
        view_say(v, "Nothing found in this run.");
        return;
    }
    uint32_t to = v->finding && v->pane == PANE_FINDINGS && v->findings.item[v->finding - 1].event == v->n
                      ? (forward ? v->finding % v->findings.count : (v->finding + v->findings.count - 2) % v->findings.count) + 1
                      : view_finding_near(v, v->n, forward);
    if (!to)
        to = forward ? 1 : v->findings.count;
    view_show_finding(v, to);
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
    for (size_t i = 0; i < count && i < 100000; i++)
        steps += !view_dull(v, i);
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

void view_open(view_t *v, trace_t *t, bool taken, const tui_options_t *options)
{
    *v = (view_t){.trace = t, .owned_trace = taken ? t : NULL, .options = *options, .pane = PANE_SOURCE, .row_step = 1};
    v->live = options->live_fd >= 0;
    v->demo = options->demo;
    v->source.dirs = options->source_dirs;
    if (!v->options.title || !*v->options.title)
        v->options.title = trace_header(t)->program;
    v->lead = options->sentence;
    v->model = model_new(t);
    index_start(&v->index, t);
    index_build(&v->index);
    v->rows.index = &v->index;
    if (!v->live)
        view_findings(v);
    view_start(v);
}

void view_close(view_t *v)
{
    if (!v->model)
        return;
    predict_stop(v);
    rows_free(&v->rows);
    index_free(&v->index);
    findings_free(&v->findings);
    free(v->shown_from);
    model_free(v->model);
    source_free(&v->source);
    if (v->owned_trace)
        trace_free(v->owned_trace);
    *v = (view_t){0};
}

bool view_tick(view_t *v)
{
    size_t count = trace_count(v->trace), by = v->speed > 30 ? (size_t)(v->speed / 30 + 0.5) : 1, to = v->n + by;
    uint32_t found = view_finding_shown(v, v->n);

    for (int skipped = 0; by == 1 && to < count && skipped < 500 && view_dull(v, to - 1); skipped++)
        to++;
    if (to > count)
        to = count;
    if (v->until && to >= v->until) {
        view_goto(v, v->until);
        v->playing = false;
        v->until = 0;
        return false;
    }
    if (found && !v->demo && v->shown_from[found - 1] <= to) {
        v->playing = false;
        view_finding_open(v, found);
        view_say(v, "Found here. Space plays on, w goes to the next, Enter explains.");
        return false;
    }
    view_goto(v, to);
    if (v->n >= count && !v->live)
        v->playing = false;
    return v->playing;
}

/* ---- search, go to --------------------------------------------------------------------------------------- */

static bool row_matches(view_t *v, row_t row, const char *text)
{
    uint32_t node = row.type == ROW_GROUP ? group_at(&v->index.group[row.id], 0) : row.id;
    char name[400];

    sentence_node(v->model, node, name, sizeof name);
    if (tui_contains(name, text))
        return true;
    trace_site_t s = trace_site(v->trace, v->index.group[v->index.node[node].group].site);
    snprintf(name, sizeof name, "%s:%d %s %s", s.file, s.line, s.func, sentence_life(index_life(&v->index, node, v->n)));
    return tui_contains(name, text);
}

static bool search_id(view_t *v, const char *text)
{
    char *end;
    unsigned long id = (text[0] == 'c' || text[0] == 'C') && text[1] ? strtoul(text + 1, &end, 10) : 0;

    if (!id || *end || id >= v->index.nodes || !v->index.node[id].made)
        return false;
    if (v->index.node[id].made > v->n)
        view_goto(v, v->index.node[id].made);
    rows_reveal(&v->rows, (uint32_t)id);
    view_cursor_to(v, (uint32_t)id);
    return true;
}

static bool search_finding(view_t *v, const char *text, int direction)
{
    for (uint32_t k = 1; k <= v->findings.count; k++) {
        uint32_t i = (v->finding + v->findings.count * 2 - 1 + (direction > 0 ? k : v->findings.count - k)) % v->findings.count;
        if (tui_contains(v->findings.item[i].name, text) || tui_contains(v->findings.item[i].message, text)) {
            v->finding = i + 1;
            return true;
        }
    }
    return false;
}

/* A search walks rows for at most a frame's time worth of them. */
bool view_search(view_t *v, const char *text, int direction)
{
    enum { ENOUGH = 200000 };
    row_t row = v->cursor;
    bool turned = false;

    if (!*text)
        return false;
    v->follow = false;
    rows_look(&v->rows, v->n, v->filter);
    if (v->pane == PANE_FINDINGS && v->in_pane)
        return search_finding(v, text, direction);
    if (search_id(v, text))
        return true;
    for (int tries = 0; tries < ENOUGH; tries++) {
        row = direction > 0 ? rows_next(&v->rows, row) : rows_prev(&v->rows, row);
        if (!row.type) {
            if (turned)
                break;
            turned = true;
            row = direction > 0 ? rows_first(&v->rows) : rows_last(&v->rows);
        }
        if (row.type && row_matches(v, row, text)) {
            view_cursor_to(v, row.type == ROW_NODE ? row.id : group_at(&v->index.group[row.id], 0));
            v->cursor = row;
            return true;
        }
    }
    return false;
}

size_t view_event_at(const view_t *v, const char *text)
{
    static const struct { const char *unit; double ns; } units[] = {{"s", 1e9}, {"ms", 1e6}, {"us", 1e3}, {"ns", 1}};
    char *end;
    double value = strtod(text, &end);

    if (end == text || value < 0 || value > 1e15)
        return 0;
    if (!*end)
        return (size_t)value + 1;
    for (size_t i = 0; i < 4; i++) {
        if (strcmp(end, units[i].unit))
            continue;
        size_t low = 0, high = trace_count(v->trace); /* events come in order of time: halve */
        while (low < high) {
            size_t mid = low + (high - low) / 2;
            if ((double)(trace_event(v->trace, mid)->time - trace_start(v->trace)) < value * units[i].ns)
                low = mid + 1;
            else
                high = mid;
        }
        return low + 2;
    }
    return 0;
}

bool view_goto_text(view_t *v, const char *text)
{
    size_t to = view_event_at(v, text);

    if (to)
        view_goto(v, to - 1);
    return to != 0;
}

/* ---- requests -------------------------------------------------------------------------------------------- */

bool pane_scroll(view_t *v, pane_t pane, request_t req, int page)
{
    int *s = &v->scroll[pane];

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

static void view_wave(view_t *v, bool forward)
{
    static const char *const words[] = {"A cascade begins.", "The news reaches the next wave.", "A forwarder brings the news.", "Everybody below has been told.", ""};
    const index_stop_t *s = forward ? index_stop_after(&v->index, v->n) : index_stop_before(&v->index, v->n);

    v->playing = false;
    if (!s) {
        view_say(v, v->index.stops ? (forward ? "No wave after this." : "No wave before this.") : "Nothing is ever cancelled in this run.");
        return;
    }
    view_goto(v, s->event);
    if (v->pane == PANE_SOURCE || v->pane == PANE_NODE)
        v->pane = v->in_pane ? v->pane : PANE_CASCADE;
    view_say(v, "%s", words[s->kind]);
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
    if (v->live && by < 0)
        v->follow = false;
    view_goto(v, by > 0 ? v->n + 1 : v->n - 1);
}

static bool view_moving(request_t req)
{
    return req == REQ_UP || req == REQ_DOWN || req == REQ_LEFT || req == REQ_RIGHT || req == REQ_PAGE_UP || req == REQ_PAGE_DOWN ||
           req == REQ_HOME || req == REQ_END || req == REQ_ENTER;
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
    if (v->follow)
        view_goto(v, v->live ? trace_count(v->trace) : v->n);
    view_say(v, v->follow ? "Following: the cursor goes where things happen." : "Not following: the cursor stays.");
}

static void view_speed(view_t *v, double by)
{
    v->speed *= by;
    if (v->speed < 0.5)
        v->speed = 0.5;
    if (v->speed > 1 << 20)
        v->speed = 1 << 20;
    view_say(v, "%g events a second.", v->speed);
}

bool view_request(view_t *v, request_t req)
{
    int page = 10;

    if (v->predict.stage && predict_request(v, req))
        return true;
    if (v->demo && (req == REQ_PAGE_DOWN || req == REQ_PAGE_UP)) {
        demo_step(v, req == REQ_PAGE_DOWN);
        return true;
    }
    switch (req) {
    case REQ_PREDICT: predict_begin(v); return true;
    case REQ_DEMO: v->demo = !v->demo; return true;
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

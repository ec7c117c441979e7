/* pane_tasks.c — a lane a task: running, waiting, in what, where. One column is one event, around the current one. */
#include "view.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "choice.h"
#include "sentence.h"
#include "text.h"

enum { LANE_LABEL = 15 };

/* The event in column c, from 0; the current one is kept inside. */
static size_t lane_first(const view_t *v, int columns)
{
    size_t count = trace_count(v->trace), half = (size_t)columns * 5 / 6; /* mostly the past: what is to come is not shown */

    if (count <= (size_t)columns || v->n <= half)
        return 0;
    return v->n - half + (size_t)columns > count ? count - (size_t)columns : v->n - half;
}

typedef struct lane_cell { const char *text; style_t style; } lane_cell_t;

static lane_cell_t lane_cell(const view_t *v, uint32_t task, size_t e)
{
    const ctx_event_t *ev = trace_event(v->trace, e);
    const index_task_t *t = &v->index.task[task];
    uint32_t since, told = t->node < v->index.nodes ? v->index.node[t->node].told : 0;
    int state = index_task_state(&v->index, task, e + 1, &since);
    style_t st = told && told <= e + 1 ? ST_TOLD : ST_LIVE;
    const ctx_event_t *asked = e + 1 == v->n && state != TASK_ENDED ? choice_of(v->model, task) : NULL;

    if (asked)
        state = asked->kind == CTX_EV_WAITING ? TASK_BLOCKED : TASK_RUNNING;
    if (state == TASK_UNSEEN || (state == TASK_ENDED && since <= e))
        return (lane_cell_t){" ", ST_NORMAL};
    if (since == e + 1 && ev->kind == CTX_EV_TASK_END)
        return (lane_cell_t){glyph(GL_END), ST_STOPPED};
    if (ev->kind == CTX_EV_TOLD && told == e + 1)
        return (lane_cell_t){glyph(GL_CASCADE), ST_TOLD};
    if (ev->task == task) {
        bool bad = ev->kind == CTX_EV_SPIN || ev->kind == CTX_EV_PANIC || ev->kind == CTX_EV_RACE || ev->kind == CTX_EV_USE_AFTER;
        if (bad)
            return (lane_cell_t){paint_is_ascii() ? "!" : glyph(GL_FINDING), ST_FINDING};
        if (ev->kind == CTX_EV_NOTICED)
            return (lane_cell_t){glyph(GL_NOTICED), ST_NOTICED};
        return (lane_cell_t){state == TASK_BLOCKED ? glyph(GL_BLOCK) : glyph(GL_FULL), st};
    }
    return (lane_cell_t){state == TASK_BLOCKED ? glyph(GL_BLOCK) : glyph(GL_READY), state == TASK_BLOCKED ? ST_DIM : st};
}

static void task_details(view_t *v, rect_t r, int y)
{
    const model_task_t *t = &v->model->task[v->lane.task];
    char text[400], name[160], time[32];
    size_t used = sentence_task(v->model, v->lane.task, text, sizeof text);

    if (t->state == TASK_UNSEEN)
        return;
    tally_t tally = lanes_tally(v->model, v->lane.task);
    used = tui_add(text, sizeof text, used, ": ");
    used += lanes_words(v->model, &tally, 1000, text + used, sizeof text - used);
    if (tally.state == TASK_BLOCKED) {
        const ctx_event_t *asked = choice_of(v->model, v->lane.task);
        uint32_t listens = asked ? asked->node : t->listens;
        if (t->state == TASK_BLOCKED)
            used = tui_add(text, sizeof text, used, ", since %s", sentence_when(v->trace, t->since, time));
        if (listens) {
            sentence_node(v->model, listens, name, sizeof name);
            used = tui_add(text, sizeof text, used, ", listens to %s", name);
        } else if (asked || t->deaf)
            used = tui_add(text, sizeof text, used, ", listens to no context");
    }
    if (t->ctx) {
        sentence_node(v->model, t->ctx, name, sizeof name);
        used = tui_add(text, sizeof text, used, ". Its context: %s", name);
    }
    tui_add(text, sizeof text, used, ". %s %s.", tui_number(t->steps, time), t->steps == 1 ? "step" : "steps");
    paint_wrap(r, y, 1, ST_NORMAL, text);
}

/* The crew's events are its members'. */
static lane_cell_t crew_cell(const view_t *v, uint32_t crew, size_t e)
{
    const ctx_event_t *ev = trace_event(v->trace, e);

    if (ev->task && ev->task < v->index.tasks && v->index.task[ev->task].crew == crew)
        return lane_cell(v, ev->task, e);
    if (ev->kind == CTX_EV_TASK_NEW && ev->other < v->index.tasks && v->index.task[ev->other].crew == crew)
        return (lane_cell_t){glyph(GL_NEW), ST_LIVE};
    return (lane_cell_t){e + 1 < v->index.task[lanes_crew(&v->lanes, crew)->first].made ? " " : glyph(GL_DOTTED), ST_DIM};
}

static void lane_name(const view_t *v, lane_t lane, char *buf, size_t size)
{
    char number[32];

    if (!lane.crew) {
        sentence_task(v->model, lane.task, buf, size);
        return;
    }
    const index_crew_t *crew = &v->index.crew[lane.crew];
    snprintf(buf, size, "%s%s%s %s", glyph(crew->open ? GL_OPEN : GL_CLOSED), tui_number(lanes_crew(&v->lanes, lane.crew)->seen, number), glyph(GL_TIMES),
             trace_text(v->trace, crew->name_text));
}

static bool lane_found(const view_t *v, lane_t lane)
{
    uint32_t from = lane.crew ? v->index.crew[lane.crew].finding : v->index.task[lane.task].finding;
    return (from && from <= v->n) || (lane.crew && lanes_crew(&v->lanes, lane.crew)->found);
}

/* Its name, then what it did; below, with `words`, what it does. Returns the row after it. */
static int lane_draw(view_t *v, rect_t r, int y, lane_t lane, bool chosen, bool words)
{
    char text[300];
    int columns = r.w - LANE_LABEL - 2;
    size_t first = lane_first(v, columns), count = trace_count(v->trace);

    if (chosen && v->in_pane)
        paint(r, y, 0, ST_KEY, glyph(GL_CURSOR));
    lane_name(v, lane, text, sizeof text);
    paint_cut(r, y, 1, LANE_LABEL - 1, lane_found(v, lane) ? ST_FINDING : chosen && v->in_pane ? ST_CURSOR : ST_NORMAL, text);
    if (lane_found(v, lane))
        paint(r, y, LANE_LABEL, ST_FINDING, paint_is_ascii() ? "!" : glyph(GL_FINDING));
    for (int c = 0; c < columns && first + (size_t)c < count; c++) {
        size_t e = first + (size_t)c;
        if (e >= v->n) /* what is to come is not shown */
            break;
        lane_cell_t cell = lane.crew ? crew_cell(v, lane.crew, e) : lane_cell(v, lane.task, e);
        paint(r, y, LANE_LABEL + 1 + c, cell.style, cell.text);
    }
    y++;
    const crew_look_t *crew = lane.crew ? lanes_crew(&v->lanes, lane.crew) : NULL;
    tally_t one = lanes_tally(v->model, lane.task);
    for (uint32_t i = 0; words && i < (crew ? crew->tallies : 1); i++, y++) {
        const tally_t *t = crew ? &crew->tally[i] : &one;
        lanes_words(v->model, t, r.w - 3, text, sizeof text);
        paint_cut(r, y, 3, r.w - 3, t->odd ? ST_FINDING : ST_DIM, text);
    }
    return y;
}

static int lane_rows(const view_t *v, lane_t lane, bool words)
{
    return 1 + (!words ? 0 : lane.crew ? (int)lanes_crew(&v->lanes, lane.crew)->tallies : 1);
}

static uint32_t lane_chosen(view_t *v)
{
    lanes_look(&v->lanes, &v->index, v->model, v->n);
    uint32_t at = lanes_find(&v->lanes, &v->index, v->lane);
    return at ? at : v->lanes.lanes > 1 ? 1 : 0;
}

/* With words when all of them fit so; a crew's tally always. The chosen lane stays in sight. */
int lanes_draw(view_t *v, rect_t r)
{
    uint32_t chosen = lane_chosen(v), first = chosen;
    int all = 0, used, y = 0;

    for (uint32_t i = 1; i < v->lanes.lanes && all <= r.h; i++)
        all += lane_rows(v, v->lanes.lane[i], true);
    bool words = all <= r.h;
    used = chosen ? lane_rows(v, v->lanes.lane[chosen], words || v->lanes.lane[chosen].crew) : 0;
    for (; first > 1; first--) {
        used += lane_rows(v, v->lanes.lane[first - 1], words || v->lanes.lane[first - 1].crew);
        if (used > r.h)
            break;
    }
    v->lanes_above = first ? first - 1 : 0;
    for (; chosen && first < v->lanes.lanes && y < r.h; first++)
        y = lane_draw(v, r, y, v->lanes.lane[first], first == chosen && !v->predict.never, words || v->lanes.lane[first].crew);
    v->lanes_below = v->lanes.lanes - first;
    return y;
}

/* One of them is guessed, or the answer below them. */
static void tasks_guess(view_t *v, rect_t r)
{
    int rule = r.h > 4, y = lanes_draw(v, (rect_t){r.y, r.x, r.h - 1 - rule, r.w});

    if (rule)
        paint_fill(r, y, 0, r.w, ST_RULE, glyph(GL_RULE));
    pane_left(r, rule ? y : y - 1, v->lanes_above, v->lanes_below);
    y += rule - 1;
    if (v->predict.never)
        paint(r, y + 1, 0, ST_KEY, glyph(GL_CURSOR));
    paint(r, y + 1, 1, v->predict.never ? ST_CURSOR : ST_NORMAL, v->predict.wrong ? "nothing goes wrong" : "never: some do not stop");
}

void tasks_draw(view_t *v, rect_t r)
{
    const ctx_event_t *ev = view_event(v);
    int room = r.h > 8 ? r.h - 5 : r.h;

    if (!v->in_pane && ev && ev->task)
        v->lane = (lane_t){ev->task, 0};
    uint32_t chosen = lane_chosen(v);
    if (!chosen) {
        paint_wrap(r, 0, 1, ST_DIM, "No task has started yet.");
        return;
    }
    v->lane = v->lanes.lane[chosen];
    if (v->predict.stage == PREDICT_LAST && r.h > 1) {
        tasks_guess(v, r);
        return;
    }
    int y = lanes_draw(v, (rect_t){r.y, r.x, room, r.w});
    if (room < r.h && !v->lane.crew) {
        paint_fill(r, y < room ? y : room, 0, r.w, ST_RULE, glyph(GL_RULE));
        pane_left(r, y < room ? y : room, v->lanes_above, v->lanes_below);
        task_details(v, r, (y < room ? y : room) + 1);
    } else if (r.h > 1)
        pane_left(r, (y < r.h ? y : r.h) - 1 + (room < r.h && y < r.h), v->lanes_above, v->lanes_below);
}

static void tasks_enter(view_t *v)
{
    if (v->lane.crew) {
        v->index.crew[v->lane.crew].open = !v->index.crew[v->lane.crew].open;
        v->lanes.stale = true;
        return;
    }
    if (v->lane.task < v->index.tasks && v->index.task[v->lane.task].node) /* to the context it works under */
        view_cursor_to(v, v->index.task[v->lane.task].node);
    v->in_pane = false;
    v->pane = PANE_NODE;
}

bool tasks_move(view_t *v, request_t req, int page)
{
    uint32_t at = lane_chosen(v), last = v->lanes.lanes - 1, p = (uint32_t)page;

    switch (req) {
    case REQ_UP: at -= at > 1; break;
    case REQ_DOWN: at += at < last; break;
    case REQ_PAGE_UP: at = at > p ? at - p : 1; break;
    case REQ_PAGE_DOWN: at = at + p < last ? at + p : last; break;
    case REQ_HOME: at = 1; break;
    case REQ_END: at = last; break;
    case REQ_LEFT:
    case REQ_RIGHT:
        if (v->lane.crew && v->index.crew[v->lane.crew].open == (req == REQ_LEFT))
            tasks_enter(v);
        return true;
    case REQ_ENTER: tasks_enter(v); return true;
    default: return false;
    }
    if (at && at < v->lanes.lanes)
        v->lane = v->lanes.lane[at];
    return true;
}

/* pane_tasks.c — a lane a task: running, waiting, in what, where. One column is one event, around the current one. */
#include "view.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

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

static void lane_draw(view_t *v, rect_t r, int y, uint32_t task)
{
    char name[80];
    int columns = r.w - LANE_LABEL - 2;
    size_t first = lane_first(v, columns), count = trace_count(v->trace);
    bool chosen = task == v->task;

    if (chosen && v->in_pane)
        paint(r, y, 0, ST_KEY, glyph(GL_CURSOR));
    sentence_task(v->model, task, name, sizeof name);
    paint_cut(r, y, 1, LANE_LABEL - 1, v->index.task[task].finding && v->index.task[task].finding <= v->n ? ST_FINDING : chosen && v->in_pane ? ST_CURSOR : ST_NORMAL, name);
    for (int c = 0; c < columns && first + (size_t)c < count; c++) {
        size_t e = first + (size_t)c;
        if (e >= v->n) /* what is to come is not shown */
            break;
        lane_cell_t cell = lane_cell(v, task, e);
        paint(r, y, LANE_LABEL + 1 + c, cell.style, cell.text);
    }
}

static void task_details(view_t *v, rect_t r, int y)
{
    const model_task_t *t = &v->model->task[v->task];
    trace_site_t s = trace_site(v->trace, t->site);
    char text[400], name[160], time[32];
    size_t used = sentence_task(v->model, v->task, text, sizeof text);

    if (t->state == TASK_UNSEEN)
        return;
    used = tui_add(text, sizeof text, used, ": %s", t->state == TASK_BLOCKED ? "waits in " : t->state == TASK_ENDED ? "has ended" : "can run");
    if (t->state == TASK_BLOCKED) {
        used = tui_add(text, sizeof text, used, "%s since %s", trace_op_name(t->op), sentence_when(v->trace, t->since, time));
        if (t->listens) {
            sentence_node(v->model, t->listens, name, sizeof name);
            used = tui_add(text, sizeof text, used, ", listens to %s", name);
        } else if (t->deaf)
            used = tui_add(text, sizeof text, used, ", listens to no context");
    }
    if (s.line)
        used = tui_add(text, sizeof text, used, ", at %s:%d", source_base(s.file), s.line);
    if (t->ctx) {
        sentence_node(v->model, t->ctx, name, sizeof name);
        used = tui_add(text, sizeof text, used, ". Its context: %s", name);
    }
    tui_add(text, sizeof text, used, ". %" PRIu64 " steps.", t->steps);
    paint_wrap(r, y, 1, ST_NORMAL, text);
}

/* Tasks that exist by now: ids grow, so they are a prefix. */
static uint32_t tasks_seen(const view_t *v)
{
    uint32_t low = 1, high = v->index.tasks;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2, at;
        if (index_task_state(&v->index, mid, v->n, &at) != TASK_UNSEEN)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

void lanes_draw(view_t *v, rect_t r)
{
    uint32_t seen = tasks_seen(v), first = 1, room = (uint32_t)r.h;

    if (room < seen - 1 && v->task > room / 2)
        first = v->task - room / 2;
    if (first + room > seen && seen > room)
        first = seen - room;
    for (uint32_t y = 0; y < room && first + y < seen; y++)
        lane_draw(v, r, (int)y, first + y);
}

void tasks_draw(view_t *v, rect_t r)
{
    uint32_t seen = tasks_seen(v);
    int room = r.h > 6 ? r.h - 4 : r.h;
    const ctx_event_t *ev = view_event(v);

    if (!v->in_pane && ev && ev->task && ev->task < seen)
        v->task = ev->task;
    if (v->task >= seen)
        v->task = seen - 1;
    if (seen == 1) {
        paint_wrap(r, 0, 1, ST_DIM, "No task has started yet.");
        return;
    }
    if (v->task < 1)
        v->task = 1;
    lanes_draw(v, (rect_t){r.y, r.x, room, r.w});
    if (room < r.h) {
        paint_fill(r, room, 0, r.w, ST_RULE, glyph(GL_RULE));
        task_details(v, r, room + 1);
    }
}

bool tasks_move(view_t *v, request_t req, int page)
{
    uint32_t seen = tasks_seen(v), p = (uint32_t)page;

    switch (req) {
    case REQ_UP: v->task -= v->task > 1; break;
    case REQ_DOWN: v->task += v->task + 1 < seen; break;
    case REQ_PAGE_UP: v->task = v->task > p ? v->task - p : 1; break;
    case REQ_PAGE_DOWN: v->task = v->task + p < seen ? v->task + p : seen - 1; break;
    case REQ_HOME: v->task = 1; break;
    case REQ_END: v->task = seen - 1; break;
    case REQ_ENTER: /* to the context it works under */
        if (v->task < v->index.tasks && v->index.task[v->task].node)
            view_cursor_to(v, v->index.task[v->task].node);
        v->in_pane = false;
        v->pane = PANE_NODE;
        break;
    default: return false;
    }
    return true;
}

/* hints.c — the last line: the keys that lead on from where one is, as many as there is room for.
 */
#include <stdio.h>
#include <string.h>

#include "app.h"
#include "text.h"

enum { HINTS = 12 };

/* In demo mode: has somebody pointed at a row? */
static bool hint_pointed(const app_t *a) { return !a->view.follow || a->view.in_pane || a->view.pane == PANE_NODE; }

static bool hint_scrolls(const app_t *a, request_t req) { return a->lesson.on && (req == REQ_PAGE_DOWN || req == REQ_PAGE_UP); }

static const char *hint_words(const app_t *a, const key_row_t *k, rect_t r)
{
    if (k->request == REQ_ENTER && k->where == IN_DEMO && hint_pointed(a))
        return "details";
    if (k->where == IN_LAST && a->view.predict.wrong)
        return "this one";
    return hint_scrolls(a, k->request) ? "more" : r.w < BRIEF_BELOW ? keys_brief(k) : k->hint;
}

static const char *hint_keys(const app_t *a, const key_row_t *k, char buf[8])
{
    if (k->request == REQ_DOWN)
        return "Arrows";
    if (k->request != REQ_CHOICE)
        return k->keys;
    snprintf(buf, 8, "a-%c", 'a' + a->lesson.step[a->lesson.asking - 1].choices - 1); /* as many as there are */
    return buf;
}

/* Nothing would come of it here: with nothing to go back to, after the last event there is no next one, before the first none to go back to, without events no run. */
static bool hint_idle(const app_t *a, request_t req)
{
    const view_t *v = &a->view;
    size_t count = v->trace ? trace_count(v->trace) : 0;
    bool over = !v->live && v->n == count;

    if (!a->page.text && !a->in_view)
        return tui_catalog_empty(a) && (req == REQ_ENTER || req == REQ_DOWN);
    if (hint_scrolls(a, req)) /* one of the two, where there is more than what is seen */
        return a->lesson.more != (req == REQ_PAGE_DOWN ? 1 : -1);
    if (a->page.text || a->lesson.on)
        return false;
    switch (req) {
    case REQ_PAGE_DOWN: return over && (app_where(a) & IN_DEMO);
    case REQ_ENTER: return over && (app_where(a) & IN_DEMO) && !hint_pointed(a);
    case REQ_EVENT_NEXT: return v->n == count;
    case REQ_EVENT_PREV: return v->n == 0;
    case REQ_BACK: return v->top && !a->scheduler.on && !v->predict.stage && !view_inside(v);
    case REQ_PLAY: return !v->live && !count;
    case REQ_SCHEDULER: return !scheduler_can(a) || (!count && v->fault.line);
    case REQ_WAVE_NEXT: return !index_stop_after(&v->index, v->n);
    case REQ_FINDING_NEXT: return v->findings_at && !v->findings.count;
    default: return false;
    }
}

/* Columns a hint takes; 0: there is none for this key here. */
static int hint_width(const app_t *a, rect_t r, request_t req)
{
    const key_row_t *k = keys_row(req, app_where(a));
    char keys[8];

    if (!k || (!k->hint && !hint_scrolls(a, req)) || hint_idle(a, req) || (req == REQ_DOWN && a->page.text && a->page.rows <= r.y - 3))
        return 0;
    return tui_width(hint_keys(a, k, keys)) + tui_width(hint_words(a, k, r)) + 3;
}

/* What is done here, and what leads out, is there on the narrowest screen; the rest as far as there is room. */
static int hint_rank(const app_t *a, const request_t *req, size_t count, size_t i)
{
    bool back = false;

    for (size_t k = 0; k < count; k++)
        back = back || (req[k] == REQ_BACK && !hint_idle(a, REQ_BACK));
    switch (req[i]) {
    case REQ_CHOICE: case REQ_BACK: return 0;
    case REQ_ENTER: return i <= 1 ? 0 : 4; /* among the first: what this place is for */
    case REQ_PAGE_DOWN: case REQ_NEXT: return 0;
    case REQ_QUIT: return back ? 5 : 0;
    case REQ_HELP: return 1;
    case REQ_PAGE_UP: return a->lesson.on ? 0 : 3;
    case REQ_PANE_NEXT: case REQ_PREDICT: return 2;
    default: return 3;
    }
}

static void hints_draw(const app_t *a, rect_t r, const request_t *req, size_t count)
{
    bool shown[HINTS] = {false};
    int x = 1, room = r.w + 1; /* nothing follows the last one */
    char keys[8];

    for (int rank = 0; rank <= 5; rank++)
        for (size_t i = 0; i < count; i++) {
            int w = hint_width(a, r, req[i]);
            if (!w || hint_rank(a, req, count, i) != rank || w > room)
                continue;
            shown[i] = true;
            room -= w;
        }
    for (size_t i = 0; i < count; i++) {
        const key_row_t *k = shown[i] ? keys_row(req[i], app_where(a)) : NULL;
        if (!k)
            continue;
        x = paint(r, 0, x, ST_KEY, hint_keys(a, k, keys));
        x = paint(r, 0, x + 1, ST_NORMAL, hint_words(a, k, r)) + 2;
    }
}

void hints_line(const app_t *a, rect_t r)
{
    static const request_t page[] = {REQ_DOWN, REQ_BACK, REQ_QUIT}; /* its last line says what else */
    static const request_t catalog[] = {REQ_DOWN, REQ_ENTER, REQ_EDIT, REQ_RUN, REQ_FILTER, REQ_SEARCH, REQ_HELP, REQ_QUIT};
    static const request_t scheduler[] = {REQ_DOWN, REQ_ENTER, REQ_UNDO, REQ_DROP_CANCEL, REQ_HELP, REQ_BACK}, scheduler_over[] = {REQ_UNDO, REQ_COPY, REQ_RUN, REQ_HELP, REQ_BACK};
    static const request_t lesson_asks[] = {REQ_CHOICE, REQ_DOWN, REQ_ENTER, REQ_PAGE_DOWN, REQ_PAGE_UP, REQ_PANE_NEXT, REQ_HELP, REQ_BACK, REQ_QUIT};
    static const request_t lesson_told[] = {REQ_ENTER, REQ_EVENT_PREV, REQ_EVENT_NEXT, REQ_PAGE_DOWN, REQ_PAGE_UP, REQ_PANE_NEXT, REQ_HELP, REQ_BACK, REQ_QUIT};
    static const request_t lesson_names[] = {REQ_ENTER, REQ_OPEN, REQ_EVENT_PREV, REQ_PAGE_DOWN, REQ_PAGE_UP, REQ_PANE_NEXT, REQ_HELP, REQ_BACK, REQ_QUIT};
    static const request_t lesson_over[] = {REQ_NEXT, REQ_RUN, REQ_EVENT_PREV, REQ_PAGE_DOWN, REQ_PAGE_UP, REQ_PANE_NEXT, REQ_HELP, REQ_BACK, REQ_QUIT};
    static const request_t predict[] = {REQ_DOWN, REQ_ENTER, REQ_PREDICT, REQ_BACK}, predict_last[] = {REQ_DOWN, REQ_ENTER, REQ_BACK};
    static const request_t demo[] = {REQ_PAGE_DOWN, REQ_PAGE_UP, REQ_EVENT_NEXT, REQ_PANE_NEXT, REQ_ENTER, REQ_HELP, REQ_BACK, REQ_QUIT};
    static const request_t learn[] = {REQ_PLAY, REQ_EVENT_NEXT, REQ_EDIT, REQ_HINT, REQ_SCHEDULER, REQ_EVENT_PREV, REQ_PANE_NEXT, REQ_HELP, REQ_BACK, REQ_QUIT};
    static const request_t view[] = {REQ_PLAY, REQ_EVENT_NEXT, REQ_EVENT_PREV, REQ_WAVE_NEXT, REQ_FINDING_NEXT, REQ_PANE_NEXT, REQ_ENTER, REQ_HELP, REQ_QUIT};
#define SHOW(list) hints_draw(a, r, list, sizeof list / sizeof *list)

    if (a->in_view && a->view.show.black)
        return;
    if (a->prompt) {
        prompt_draw(a, r);
    } else if (a->page.text)
        SHOW(page);
    else if (!a->in_view)
        SHOW(catalog);
    else if (a->lesson.on && a->lesson.over)
        SHOW(lesson_over);
    else if (a->lesson.on && a->lesson.asking)
        SHOW(lesson_asks);
    else if (a->lesson.on && a->lesson.entry)
        SHOW(lesson_names);
    else if (a->lesson.on)
        SHOW(lesson_told);
    else if (a->scheduler.on && a->scheduler.ended)
        SHOW(scheduler_over);
    else if (a->scheduler.on)
        SHOW(scheduler);
    else if (a->view.predict.stage == PREDICT_TOLD)
        SHOW(predict);
    else if (a->view.predict.stage == PREDICT_LAST)
        SHOW(predict_last);
    else if (a->view.demo)
        SHOW(demo);
    else if (a->session.on)
        SHOW(learn);
    else
        SHOW(view);
}

/* scheduler_draw.c — the pane of the scheduler: who could move, who waits and why, and the line each one stands at. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "scheduler.h"
#include "text.h"

/* The line a candidate stands at: file:line and as much of its text as fits. */
static int candidate_line(app_t *a, rect_t r, int y, const candidate_t *c)
{
    trace_site_t s = trace_site(a->view.trace, c->site);

    if (!s.line)
        return y;
    if (y >= 0 && y < r.h) {
        source_file_t *f = source_open(&a->view.source, s.file);
        int x = paintf(r, y, 4, ST_DIM, "%s:%d", source_base(s.file), s.line);
        char clean[300];
        const char *text = s.line <= f->lines ? f->line[s.line - 1] : "";
        tui_clean(text, strlen(text), paint_is_ascii(), clean, sizeof clean);
        if (r.w - x > 12)
            paint_cut(r, y, x + 2, r.w - x - 2, ST_CODE, clean + strspn(clean, " "));
    }
    return y + 1;
}

/* Draws candidate i from row y on; rows outside r are only counted. */
static int candidate_draw(app_t *a, rect_t r, int y, size_t i)
{
    const scheduler_t *k = &a->scheduler;
    const candidate_t *c = &k->who.candidate[i];
    char name[80], next[240], text[400];
    const char *line, *at = text;
    size_t bytes;
    bool chosen = i == k->chosen;

    if (i == k->who.movable && y++ >= 0 && y <= r.h)
        paint(r, y - 1, 1, ST_DIM, "cannot move:");
    if (chosen && y >= 0 && y < r.h)
        paint(r, y, 0, ST_KEY, glyph(GL_CURSOR));
    choice_name(a->view.model, c, name, sizeof name);
    choice_next(a->view.model, &k->who, c, next, sizeof next);
    snprintf(text, sizeof text, "%s%s %s%s", name, c->waiting ? "" : ":", next + (strncmp(next, "next: ", 6) ? 0 : 6), c->usual ? " (usual)" : "");
    for (bool first = true; tui_wrap(&at, r.w - (first ? 2 : 4), &line, &bytes); first = false, y++)
        if (y >= 0 && y < r.h)
            paintf(r, y, first ? 2 : 4, chosen ? ST_CURSOR : c->waiting ? ST_DIM : ST_BOLD, "%.*s", (int)bytes, line);
    return candidate_line(a, r, y, c);
}

static int list_draw(app_t *a, rect_t r, int y)
{
    const scheduler_t *k = &a->scheduler;

    for (size_t i = 0; i < k->who.candidates; i++)
        y = candidate_draw(a, r, y, i);
    return y;
}

/* How far the list is scrolled so that the chosen one is seen whole. */
static int list_scroll(app_t *a, rect_t r)
{
    const scheduler_t *k = &a->scheduler;
    rect_t none = {0, 0, 0, r.w};
    int end = 0;

    for (size_t i = 0; i < k->who.candidates && i <= k->chosen; i++)
        end = candidate_draw(a, none, end, i);
    return end > r.h ? end - r.h : 0;
}

static void list_in(app_t *a, rect_t r)
{
    int scroll = list_scroll(a, r), rows = list_draw(a, (rect_t){0, 0, 0, r.w}, 0);

    list_draw(a, r, -scroll);
    pane_more(r, rows - scroll);
}

/* What came of it, and how to send it to a friend. */
static void end_draw(const app_t *a, rect_t r)
{
    const scheduler_t *k = &a->scheduler;
    int y = paint_wrap(r, 0, 1, k->failed ? ST_FAIL : ST_OK, k->lead);

    if (r.h >= 9)
        y = paint_wrap(r, y + 1, 1, ST_DIM, "Your schedule, to send to a friend:");
    char *again = tui_run_shown(tui_command(a->host), a->session.entry, a->session.size,
                                k->at.schedule && *k->at.schedule ? k->at.schedule : "-", r.w - 1), *rest = again;
    int lines = 1;
    for (const char *c = again; c && *c; c++)
        lines += *c == '\n';
    for (char *line; y + lines <= r.h && (line = strsep(&rest, "\n")) != NULL; lines--)
        y = paint_wrap(r, y, 1 + (int)strspn(line, " "), ST_NORMAL, line + strspn(line, " "));
    free(again);
    if (y + 1 < r.h) /* it is named among the keys, too */
        paint_wrap(r, y + 1, 1, ST_DIM, "y: as one line, to copy");
}

/* On fewer rows the lines stand with those who are at them, and the chosen one's at the foot: a moved cursor is two names. */
enum { SOURCE_TOO = 28 };

void scheduler_draw(app_t *a, rect_t r)
{
    const scheduler_t *k = &a->scheduler;
    if (a->view.in_pane || a->view.zoom)
        return;
    rect_t box = a->view.side, list;
    if (k->ended && r.h < 15) /* its keys are named below it */
        box.h = r.h - box.y;
    list = (rect_t){box.y + 1, box.x, box.h - 1, box.w};
    uint32_t site = k->chosen < k->who.candidates ? k->who.candidate[k->chosen].site : 0;
    int spare = list.h - list_draw(a, (rect_t){0, 0, 0, list.w}, 0);

    for (int y = 0; y < box.h; y++)
        paint_fill(box, y, 0, box.w, ST_NORMAL, " ");
    paint_fill(box, 0, 0, box.w, ST_RULE, glyph(GL_RULE));
    if (k->ended)
        paintf(box, 0, 1, ST_TITLE, " The run is over ");
    else
        paintf(box, 0, 1, ST_TITLE, " Who moves next? %zu %s, %zu %s ", k->moves, k->moves == 1 ? "move" : "moves", k->switches,
               k->switches == 1 ? "switch" : "switches");
    if (k->ended) {
        end_draw(a, list);
        return;
    }
    if (spare >= 5 && a->screen.h >= SOURCE_TOO && !view_wide(&a->view, r) && trace_site(a->view.trace, site).line) { /* room to see where that line is */
        rect_t code = {list.y + list.h - spare + 1, list.x, spare - 1, list.w};
        list.h -= spare;
        paint_fill(code, -0, 0, code.w, ST_RULE, glyph(GL_RULE));
        source_around(&a->view, (rect_t){code.y + 1, code.x, code.h - 1, code.w}, site, 0);
    }
    list_in(a, list);
}

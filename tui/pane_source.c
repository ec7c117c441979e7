/* pane_source.c — the file, with the line of the current event marked, and its LESSON: note. */
#include "view.h"

#include <stdio.h>
#include <string.h>

#include "text.h"

static int source_indent(const source_file_t *f, int from, int to)
{
    int least = 99;

    for (int l = from; l <= to && l <= f->lines; l++) {
        char clean[512];
        if (l < 1)
            continue;
        tui_clean(f->line[l - 1], strlen(f->line[l - 1]), true, clean, sizeof clean);
        int blank = (int)strspn(clean, " ");
        if (clean[blank] && blank < least)
            least = blank;
    }
    return least == 99 ? 0 : least;
}

static void source_text(rect_t r, int y, int x, const char *text, int skip, style_t st)
{
    char clean[512];

    tui_clean(text, strlen(text), paint_is_ascii(), clean, sizeof clean);
    size_t cut = tui_fit(clean, skip, NULL);
    const char *note = strstr(clean, "LESSON:");
    const char *at = clean + strspn(clean, " ");
    if (st == ST_CODE && note)
        st = ST_LESSON;
    else if (st == ST_CODE && (!strncmp(at, "/*", 2) || !strncmp(at, "//", 2) || !strncmp(at, "* ", 2) || !strcmp(at, "*/")))
        st = ST_COMMENT;
    paint_cut(r, y, x, r.w - x, st, clean + cut);
}

static void source_missing(rect_t r, const trace_site_t *s)
{
    char text[400];

    snprintf(text, sizeof text, "%s:%d in %s()\n\nThe file itself is not here, so its text cannot be shown.", s->file, s->line, s->func);
    paint_wrap(r, 0, 1, ST_DIM, text);
}

static int source_lesson_draw(rect_t r, const source_file_t *f, int line)
{
    const char *note = source_lesson(f, line, 4);
    char text[300];

    if (!note || r.h < 10)
        return r.h;
    snprintf(text, sizeof text, "LESSON: %s", note);
    char *end = strstr(text, "*/");
    if (end)
        *end = 0;
    int y = r.h - (tui_width(text) + r.w - 2) / (r.w - 1);
    paint_wrap(r, y, 1, ST_LESSON, text);
    return y - 1;
}

void source_draw(view_t *v, rect_t r)
{
    trace_site_t s = trace_site(v->trace, view_site(v, NULL));

    if (!s.line) {
        paint_wrap(r, 0, 1, ST_DIM, v->n ? "This was done by the engine itself: no line of yours." : "Press . to make one step: its line is marked here.");
        return;
    }
    source_file_t *f = source_open(&v->source, s.file);
    if (!f->lines) {
        source_missing(r, &s);
        return;
    }
    int room = source_lesson_draw(r, f, s.line);
    int top = s.line - room * 2 / 5 + v->scroll[PANE_SOURCE];
    if (top > f->lines - room + 1)
        top = f->lines - room + 1;
    if (top < 1)
        top = 1;
    int skip = source_indent(f, s.line, s.line) - 2 + v->scroll_x; /* what matters is what the marked line says */
    bool there = s.line <= f->lines; /* the file may have been edited since */
    if (!there || tui_width(f->line[s.line - 1]) + 6 <= r.w || skip < 0)
        skip = v->scroll_x > 0 ? v->scroll_x : 0;
    for (int y = 0; y < room && top + y <= f->lines; y++) {
        bool here = top + y == s.line;
        paintf(r, y, 0, here ? ST_EVENT : ST_DIM, "%4d%s", top + y, here ? glyph(GL_CURSOR) : " ");
        int own = source_indent(f, top + y, top + y);
        source_text(r, y, 5, f->line[top + y - 1], own < skip && !v->scroll_x ? own : skip, here ? ST_MARK : ST_CODE);
    }
}

void source_line_draw(view_t *v, rect_t r, int y)
{
    trace_site_t s = trace_site(v->trace, view_site(v, NULL));

    if (!s.line)
        return;
    source_file_t *f = source_open(&v->source, s.file);
    int x = paintf(r, y, 1, ST_DIM, "%s:%d ", source_base(s.file), s.line);
    if (s.line <= f->lines)
        source_text(r, y, x + 1, f->line[s.line - 1] + strspn(f->line[s.line - 1], " \t"), 0, ST_EVENT);
    else
        paintf(r, y, x + 1, ST_DIM, "in %s()", s.func);
}

bool source_move(view_t *v, request_t req, int page)
{
    if (req == REQ_LEFT)
        v->scroll_x -= v->scroll_x > -200 ? 4 : 0;
    else if (req == REQ_RIGHT)
        v->scroll_x += v->scroll_x < 200 ? 4 : 0;
    else if (req == REQ_ENTER)
        return false;
    else {
        trace_site_t s = trace_site(v->trace, view_site(v, NULL));
        source_file_t *f = source_open(&v->source, s.file);
        int line = s.line + v->scroll[PANE_SOURCE];
        line += req == REQ_UP ? -1 : req == REQ_DOWN ? 1 : req == REQ_PAGE_UP ? -page : req == REQ_PAGE_DOWN ? page : 0;
        line = req == REQ_HOME ? 1 : req == REQ_END ? f->lines : line;
        v->scroll[PANE_SOURCE] = (line < 1 ? 1 : line > f->lines ? f->lines : line) - s.line;
    }
    return true;
}

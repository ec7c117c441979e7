/* pane_source.c — the file, with the line of the current event marked, and its LESSON: note. */
#include "view.h"

#include <stdio.h>
#include <string.h>

#include "text.h"

/* A line on a narrow pane: half its indentation goes first, then its end. The whole of the marked one stands below. */
static void source_text(rect_t r, int y, int x, const char *text, int skip, bool squeeze, style_t st)
{
    char clean[512];

    tui_clean(text, strlen(text), paint_is_ascii(), clean, sizeof clean);
    size_t blank = strspn(clean, " ");
    const char *at = clean + blank;
    if (st == ST_CODE && strstr(clean, "LESSON:"))
        st = ST_LESSON;
    else if (st == ST_CODE && (!strncmp(at, "/*", 2) || !strncmp(at, "//", 2) || !strncmp(at, "* ", 2) || !strcmp(at, "*/")))
        st = ST_COMMENT;
    if (squeeze)
        skip += (int)(blank / 2);
    if (skip > 0)
        paint_cut(r, y, x, r.w - x, st, clean + tui_fit(clean, skip, NULL));
    else
        paint_cut(r, y, x, r.w - x, st, clean);
}

/* Bytes of code for one row: as much as fits, broken after a blank, a comma or a bracket when there is one in its second half. */
static size_t code_fit(const char *code, int columns)
{
    size_t fits = tui_fit(code, columns, NULL);

    if (code[fits] == ' ')
        return fits;
    for (size_t n = fits; code[fits] && n > 1 && n > fits / 2; n--)
        if (code[n - 1] == ' ' || code[n - 1] == ',' || code[n - 1] == '(')
            return n;
    return fits ? fits : strlen(code);
}

/* The marked line is there to be read: what does not fit goes on below. Returns the row after it. */
static int source_marked(rect_t r, int y, const char *text, int skip, bool squeeze, style_t st)
{
    char clean[512];
    const char *at = clean;
    size_t bytes;
    int x = 5, blank;

    tui_clean(text, strlen(text), paint_is_ascii(), clean, sizeof clean);
    blank = (int)strspn(clean, " ");
    if (skip > 0 || r.w < 24 || tui_width(clean) - (squeeze ? blank / 2 : 0) <= r.w - 5) {
        source_text(r, y, 5, text, skip, squeeze, st);
        return y + 1;
    }
    at += blank;
    x += blank > 12 ? 6 : blank / 2;
    for (int first = y; *at && y < r.h; y++, at += bytes) {
        if (y > first)
            paint(r, y, x - 2, ST_DIM, glyph(GL_DOTS));
        bytes = code_fit(at, r.w - x);
        paintf(r, y, x, st, "%.*s", (int)bytes, at);
        bytes += strspn(at + bytes, " ");
        if (y == first)
            x += 2;
    }
    return y;
}

static void source_missing(rect_t r, const trace_site_t *s, const char *was)
{
    char text[5000];

    snprintf(text, sizeof text, "%s:%d in %s()\n\nThe file itself is not %s%s, so its text cannot be shown.", s->file, s->line, s->func,
             was ? "there any more: it was recorded from " : "here", was ? was : "");
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

/* Does any line around the marked one need the room that its indentation takes? */
static bool source_tight(const source_file_t *f, int from, int to, int columns)
{
    for (int l = from < 1 ? 1 : from; l <= to && l <= f->lines; l++)
        if (tui_width(f->line[l - 1]) > columns)
            return true;
    return false;
}

/* What the compiler says, below the line it says it about, and what to do next. */
static int source_fault_draw(rect_t r, int y, const source_fault_t *fault)
{
    char text[600];

    snprintf(text, sizeof text, "%s %s", glyph(GL_FAIL), fault->text);
    y = paint_wrap(r, y, 5, ST_FINDING, text);
    return paint_wrap(r, y, 5, ST_KEY, fault->refused ? "e: your editor, at this line.  v: the verdict."
                                                      : "e: your editor, at this line.  v: all that the compiler says.");
}

/* st: of the marked line; ST_MARK is the step's own, and has the cursor before it. */
static void source_lines(view_t *v, rect_t r, const source_file_t *f, int line, int scroll, style_t st)
{
    int room = v->fault.line ? r.h : source_lesson_draw(r, f, line);
    int top = line - room * 2 / 5 + scroll;
    if (top > f->lines - room + 1)
        top = f->lines - room + 1;
    if (top < 1)
        top = 1;
    bool squeeze = source_tight(f, top, top + room - 1, r.w - 5);
    rect_t shown = {r.y, r.x, room, r.w};
    for (int y = 0; y < room && top <= f->lines; top++) {
        bool here = top == line;
        paintf(r, y, 0, here ? ST_EVENT : ST_DIM, "%4d%s", top, !here ? " " : glyph(st == ST_MARK ? GL_CURSOR : GL_BULLET));
        if (here)
            y = source_marked(shown, y, f->line[top - 1], v->scroll_x, squeeze, st);
        else
            source_text(r, y++, 5, f->line[top - 1], v->scroll_x, squeeze, ST_CODE);
        if (here && v->fault.line)
            y = source_fault_draw(shown, y, &v->fault);
    }
}

static void source_at(view_t *v, rect_t r, uint32_t site, int scroll, style_t st)
{
    trace_site_t s = trace_site(v->trace, site);
    source_file_t *f = source_open(&v->source, s.file);

    if (f->changed && r.h > 4) {
        int used = paint_wrap(r, 0, 1, ST_FINDING, source_changed_says);
        r = (rect_t){r.y + used, r.x, r.h - used, r.w};
    }
    if (f->lines)
        source_lines(v, r, f, s.line, scroll, st);
    else
        source_missing(r, &s, f->was);
}

void source_around(view_t *v, rect_t r, uint32_t site, int scroll) { source_at(v, r, site, scroll, ST_MARK); }

/* While others act, who they are, and the program's own file. */
static void source_step(view_t *v, rect_t r)
{
    own_line_t line = view_own_line(v);
    char says[160];

    if (line.aside) {
        own_line_says(v, &line, says, sizeof says);
        int used = paint_wrap(r, 0, 1, ST_DIM, says);
        r = (rect_t){r.y + used, r.x, r.h - used, r.w};
    }
    source_at(v, r, line.site, v->scroll[PANE_SOURCE], line.aside ? ST_BOLD : ST_MARK);
}

/* A line that is there to be read: what does not fit stands in the rows below. Returns the row after it. */
static int source_whole(rect_t r, int y, const char *text, int skip)
{
    char clean[512];
    size_t blank, bytes;

    tui_clean(text, strlen(text), paint_is_ascii(), clean, sizeof clean);
    blank = strspn(clean, " ");
    style_t st = strstr(clean, "LESSON:") ? ST_LESSON : !strncmp(clean + blank, "/*", 2) || !strncmp(clean + blank, "* ", 2) ? ST_COMMENT : ST_CODE;
    int x = 5 + (int)(blank < 24 ? blank : 24);
    if (skip > 0 || r.w < x + 20 || tui_width(clean) <= r.w - 5) {
        source_text(r, y, 5, text, skip, false, ST_CODE);
        return y + 1;
    }
    for (const char *at = clean + blank; *at && y < r.h; y++, x = 9 + (int)(blank < 24 ? blank : 24)) {
        bytes = code_fit(at, r.w - x);
        paintf(r, y, x, st, "%.*s", (int)bytes, at);
        at += bytes + strspn(at + bytes, " ");
    }
    return y;
}

void source_read_draw(view_t *v, rect_t r, const char *file, int line, int lines, int scroll)
{
    source_file_t *f = source_open(&v->source, file);
    int last = line + lines - 1, top = line + scroll;

    if (!f->lines)
        paint_wrap(r, 0, 1, ST_DIM, "The file itself is not here, so its text cannot be shown.");
    for (int y = 0; y < r.h && top >= 1 && top <= f->lines; top++) {
        const char *text = f->line[top - 1];
        paintf(r, y, 0, ST_DIM, "%4d ", top);
        if (top < line || top > last) /* what stands around it is there, but not meant */
            source_text(r, y++, 5, text, v->scroll_x, false, ST_DIM);
        else
            y = source_whole(r, y, text, v->scroll_x);
    }
}

/* There is no run yet, or nothing of the file ran: the learner's file all the same, from its first function on. */
static bool source_alone(view_t *v, rect_t r)
{
    char name[120];
    int line = 1;

    if (!v->options.entry || v->n)
        return false;
    snprintf(name, sizeof name, "%s.c", v->options.entry);
    source_file_t *f = source_open(&v->source, name);
    if (!f->lines)
        return false;
    while (line < f->lines && f->line[line][0] != '{')
        line++;
    int used = paint_wrap(r, 0, 1, ST_DIM, "The line of each step is marked here, once there is a run.");
    source_lines(v, (rect_t){r.y + used, r.x, r.h - used, r.w}, f, line < f->lines ? line : 1, v->scroll[PANE_SOURCE], ST_BOLD);
    return true;
}

/* Where the finding that is read points to; 0: none is. */
static uint32_t source_found(const view_t *v)
{
    return v->pane == PANE_FINDINGS && v->finding && v->finding <= v->findings.count ? v->findings.item[v->finding - 1].site : 0;
}

void source_draw(view_t *v, rect_t r)
{
    uint32_t asked = v->shown_site ? v->shown_site : v->source_beside ? source_found(v) : 0;
    source_file_t *broken = v->fault.line ? source_open(&v->source, v->fault.file) : NULL;

    if (broken && broken->lines)
        source_lines(v, r, broken, v->fault.line, v->scroll[PANE_SOURCE], ST_MARK);
    else if (asked)
        source_around(v, r, asked, v->scroll[PANE_SOURCE]);
    else if (trace_site(v->trace, view_own_line(v).site).line)
        source_step(v, r);
    else if (!source_alone(v, r))
        paint_wrap(r, 0, 1, ST_DIM, v->n                        ? "This was done by the engine itself: no line of yours."
                                       : trace_count(v->trace) ? v->demo ? "Press > to make one step: its line is marked here." : "Press . to make one step: its line is marked here."
                                                               : "The line of each step is marked here, once there is a run.");
}

void source_line_draw(view_t *v, rect_t r, int y)
{
    uint32_t found = source_found(v);
    char file[120];
    if (v->fault.line) {
        paintf(r, y, 1, ST_FINDING, "%s:%d", source_base(v->fault.file), v->fault.line);
        return;
    }
    bool foreign = trace_header(v->trace)->flags & CTX_TRACE_THREADS && !v->options.entry; /* the library's own lines are nobody's to read */
    uint32_t step = foreign ? view_own_line(v).site : view_site(v, NULL);
    trace_site_t s = trace_site(v->trace, v->shown_site ? v->shown_site : found ? found : step);

    if (!s.line)
        return;
    source_file_t *f = source_open(&v->source, s.file);
    int x = paintf(r, y, 1, ST_DIM, "%s:%d ", source_short(s.file, r.w / 2, file, sizeof file), s.line);
    if (f->changed) /* the line as it is now may be the very fix */
        paintf(r, y, x + 1, ST_DIM, "in %s(); the file has changed since", s.func);
    else if (s.line <= f->lines)
        source_text(r, y, x + 1, f->line[s.line - 1] + strspn(f->line[s.line - 1], " \t"), 0, false, ST_EVENT);
    else
        paintf(r, y, x + 1, ST_DIM, "in %s()", s.func);
}

bool source_move(view_t *v, request_t req, int page)
{
    if (req == REQ_LEFT)
        v->scroll_x -= v->scroll_x > 0 ? 4 : 0;
    else if (req == REQ_RIGHT)
        v->scroll_x += v->scroll_x < 200 ? 4 : 0;
    else if (req == REQ_ENTER)
        return false;
    else {
        trace_site_t s = trace_site(v->trace, view_own_line(v).site);
        if (v->fault.line)
            s = (trace_site_t){.file = v->fault.file, .line = v->fault.line};
        source_file_t *f = source_open(&v->source, s.file);
        int line = s.line + v->scroll[PANE_SOURCE];
        line += req == REQ_UP ? -1 : req == REQ_DOWN ? 1 : req == REQ_PAGE_UP ? -page : req == REQ_PAGE_DOWN ? page : 0;
        line = req == REQ_HOME ? 1 : req == REQ_END ? f->lines : line;
        v->scroll[PANE_SOURCE] = (line < 1 ? 1 : line > f->lines ? f->lines : line) - s.line;
    }
    return true;
}

/* pane_findings.c — what the trace proves, one finding a block; and the log, one event a line. */
#include "view.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "answer.h"
#include "sentence.h"
#include "text.h"

/* file:line; where it does not fit, its end, for the line's number is there. */
static void finding_where(rect_t r, int y, int x, const char *where)
{
    int over = tui_width(where) - (r.w - x);

    if (over <= 0)
        paint(r, y, x, ST_DIM, where);
    else if (r.w - x > 4) {
        x = paint(r, y, x, ST_DIM, glyph(GL_DOTS));
        paint(r, y, x, ST_DIM, where + tui_fit(where, over + tui_width(glyph(GL_DOTS)), NULL));
    }
}

static void finding_words(const finding_t *f, char *buf, size_t size)
{
    snprintf(buf, size, "%s%s", f->unknown ? "Not enough evidence yet: " : "", f->message);
}

/* brief: its name and place alone. */
static int finding_draw(const view_t *v, rect_t r, int y, uint32_t i, bool brief)
{
    const finding_t *f = &v->findings.item[i];
    trace_site_t s = trace_site(v->trace, f->site);
    bool chosen = i + 1 == v->finding;
    char where[200] = "";

    if (f->site && s.line)
        snprintf(where, sizeof where, "%s:%d", source_base(s.file), s.line);
    if (chosen && y >= 0)
        paint(r, y, 0, ST_KEY, glyph(GL_CURSOR));
    int x = paint(r, y, 1, f->unknown ? ST_DIM : ST_FINDING, glyph(f->unknown ? GL_BULLET : GL_FINDING));
    x = paint(r, y, x + 1, chosen ? ST_CURSOR : ST_FINDING, f->name);
    if (f->count > 1)
        x = paintf(r, y, x + 1, ST_NORMAL, "%s%-4" PRIu32, glyph(GL_TIMES), f->count); /* so that what follows stands where it does elsewhere */
    finding_where(r, y, x + 1, where);
    if (brief)
        return y + 1;
    const char *line, *text;
    char words[300];
    size_t bytes;
    finding_words(f, words, sizeof words);
    text = words;
    for (y++; tui_wrap(&text, r.w - 3, &line, &bytes); y++)
        paintf(r, y, 3, ST_NORMAL, "%.*s", (int)bytes, line);
    return y;
}

static int finding_rows(const view_t *v, uint32_t i, int columns)
{
    const char *text, *line;
    char words[300];
    size_t bytes;
    int rows = 1;

    finding_words(&v->findings.item[i], words, sizeof words);
    text = words;
    while (tui_wrap(&text, columns, &line, &bytes))
        rows++;
    return rows;
}

/* Of threads the recording knows what they asked of libctx, and no more. */
static const char *nothing_found(const view_t *v)
{
    bool threads = (trace_header(v->trace)->flags & CTX_TRACE_THREADS) != 0;

    if (v->live)
        return "Nothing found so far.";
    if (v->options.nothing)
        return v->options.nothing;
    return threads ? "Nothing found in what this recording shows. What a thread does between its calls of the library is not in it: "
                     "one that works on after being told may not be seen."
                   : "Nothing found in this run: nobody leaks, spins, or works after being told.";
}

enum { FINDING_SOURCE = 7 }; /* rows kept for the source below, with its rule */

enum { FINDING_WORDS = 6 }; /* rows kept for the sentence of the chosen one, with its rule */

/* One goes through them: each has its place and keeps it. All their sentences where there is room; else a row each, and the sentence of
 * the chosen one below them. The line it points to stands at the foot of the screen. */
static void findings_listed(const view_t *v, rect_t r, int all)
{
    uint32_t count = v->findings.count, to = v->finding - 1, first = 0, i;
    int y = 0, room = all <= r.h ? r.h : r.h - FINDING_WORDS;
    char words[300];

    if (room < r.h && to >= (uint32_t)room) /* a page at a time */
        first = to / (uint32_t)room * (uint32_t)room;
    for (i = first; i < count && y < room; i++)
        y = finding_draw(v, r, y, i, all > r.h);
    if (all <= r.h)
        return;
    y = count < (uint32_t)room ? y : room;
    paint_fill(r, y, 0, r.w, ST_RULE, glyph(GL_RULE));
    pane_left(r, y, first, count - i);
    finding_words(&v->findings.item[to], words, sizeof words);
    paint_wrap(r, y + 1, 1, ST_NORMAL, words);
}

void findings_draw(view_t *v, rect_t r)
{
    if (!v->live || !v->findings_at) /* a program that runs is looked through now and then, not at each of its events */
        view_findings(v);
    if (!v->findings.count) {
        paint_wrap(r, 0, 1, ST_DIM, nothing_found(v));
        return;
    }
    if (view_hides(v)) {
        paint_wrap(r, 0, 1, ST_DIM, v->predict.stage ? "What is found is told when the run has answered you." : "What is found is told when the run has come to it. w tells it now.");
        return;
    }
    uint32_t first = 0, to = v->finding ? v->finding - 1 : 0;
    int rows = 0, all = 0;
    for (uint32_t i = 0; i < v->findings.count && all <= r.h; i++)
        all += finding_rows(v, i, r.w - 3);
    if (v->in_pane && v->finding && v->findings.count > 1 && r.h > 2 * FINDING_WORDS) {
        findings_listed(v, r, all);
        return;
    }
    int keep = v->source_beside ? 0 : FINDING_SOURCE; /* where it stands in a column of its own it needs no rows here */
    bool brief = v->finding && all > r.h - keep; /* the one that is chosen, and its line, are what there is to read */
    for (uint32_t i = to + 1; i-- > 0 && i < v->findings.count;) { /* the chosen one stays in sight */
        rows += brief && i != to ? 1 : finding_rows(v, i, r.w - 3);
        first = i;
        if (rows >= (brief && rows > 3 && i != to ? r.h - keep : r.h))
            break;
    }
    if (rows > r.h && first < to)
        first++;
    int y = 0;
    uint32_t i;
    for (i = first; i < v->findings.count && y < (brief && i > to ? r.h - keep : r.h); i++)
        y = finding_draw(v, r, y, i, brief && i != to);
    uint32_t site = v->finding ? v->findings.item[v->finding - 1].site : 0;
    bool line = site && !v->source_beside && r.h - y >= 4;
    if (line)
        paint_fill(r, y, 0, r.w, ST_RULE, glyph(GL_RULE));
    if (r.h > 1)
        pane_left(r, line || y < r.h ? y : r.h - 1, first, v->findings.count - i);
    if (line) { /* where it points to, in what room is left */
        rect_t low = {r.y + y + 1, r.x, r.h - y - 1, r.w};
        source_around(v, low, site, 0);
    }
}

bool findings_move(view_t *v, request_t req, int page)
{
    uint32_t count = v->findings.count, p = page > 3 ? (uint32_t)page / 3 : 1;

    if (!count)
        return req != REQ_ENTER;
    if (!v->finding)
        v->finding = 1;
    switch (req) {
    case REQ_UP: v->finding -= v->finding > 1; break;
    case REQ_DOWN: v->finding += v->finding < count; break;
    case REQ_PAGE_UP: v->finding = v->finding > p ? v->finding - p : 1; break;
    case REQ_PAGE_DOWN: v->finding = v->finding + p < count ? v->finding + p : count; break;
    case REQ_HOME: v->finding = 1; break;
    case REQ_END: v->finding = count; break;
    case REQ_LEFT:
    case REQ_RIGHT: break;
    default: return false;
    }
    return true;
}

/* ---- the log --------------------------------------------------------------------------------------------- */

static size_t log_middle(const view_t *v, size_t rows) { return v->n > rows / 2 ? v->n - rows / 2 : 0; }

/* The first event that is drawn. It stays while the current one and its neighbours are among those drawn: a step moves the mark, and
 * the lines stand. What is to come has its room also where it is not shown yet. Another size is no step: back from it all is as before. */
static size_t log_from(view_t *v, size_t rows)
{
    size_t top = v->log.rows == rows ? v->log.top : log_middle(v, rows), count = trace_count(v->trace);

    if (v->n < top + (top ? 2 : 0) || v->n + 1 > top + rows)
        top = log_middle(v, rows);
    if (top + rows > count)
        top = count > rows ? count - rows : 0;
    if (v->log.rows == rows || v->log.n != v->n)
        v->log = (log_place_t){top, rows, v->n};
    return top;
}

void log_draw(view_t *v, rect_t r)
{
    size_t count = view_hides(v) ? v->n : trace_count(v->trace), first = log_from(v, (size_t)r.h);

    for (int y = 0; y < r.h && first + (size_t)y < count; y++) {
        size_t i = first + (size_t)y;
        char text[512], time[32];
        bool here = i + 1 == v->n;
        const ctx_event_t *ev = trace_event(v->trace, i);
        if (here && v->in_pane)
            answer_look(r.y + y);
        trace_line(v->trace, i, true, text, sizeof text);
        style_t st = here ? ST_CURSOR : i >= v->n ? ST_DIM : ST_NORMAL;
        if (r.w >= 72) {
            paint_cut(r, y, 0, r.w, st, text);
            continue;
        }
        int x = paintf(r, y, 0, here ? ST_EVENT : ST_DIM, "%5zu %-6s", i + 1, sentence_when(v->trace, ev->time, time));
        x = ev->task ? paintf(r, y, x + 1, st, "T%-3" PRIu32, ev->task) : x + 5;
        x = paintf(r, y, x, st, "%s", trace_kind_name(ev->kind));
        if (ev->node)
            paintf(r, y, x + 1, st, "c%" PRIu32, ev->node);
    }
}

bool log_move(view_t *v, request_t req, int page)
{
    size_t p = (size_t)page, count = trace_count(v->trace);

    v->playing = false;
    switch (req) {
    case REQ_UP: view_goto(v, v->n ? v->n - 1 : 0); break;
    case REQ_DOWN: view_goto(v, v->n + 1); break;
    case REQ_PAGE_UP: view_goto(v, v->n > p ? v->n - p : 0); break;
    case REQ_PAGE_DOWN: view_goto(v, v->n + p); break;
    case REQ_HOME: view_goto(v, 0); break;
    case REQ_END: view_goto(v, count); break;
    default: return req == REQ_LEFT || req == REQ_RIGHT;
    }
    return true;
}

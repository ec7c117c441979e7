/* pane_cascade.c — one cancellation as an object: trigger, cause, waves, who heard when, who never did. */
#include "cascade_sum.h"
#include "view.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sentence.h"
#include "text.h"

static int cascade_line(rect_t r, int y, const char *name, style_t st, const char *text)
{
    if (y >= 0)
        paint(r, y, 1, ST_DIM, name);
    rect_t rest = {r.y, r.x + 12, r.h, r.w - 12};
    const char *line;
    size_t bytes;
    while (tui_wrap(&text, rest.w, &line, &bytes))
        paintf(rest, y++, 0, st, "%.*s", (int)bytes, line);
    return y;
}

static int cascade_head(const view_t *v, rect_t r, int y, const index_cascade_t *c)
{
    const ctx_event_t *ev = trace_event(v->trace, c->first - 1);
    trace_site_t s = trace_site(v->trace, ev->site);
    char text[300], time[32];

    sentence_node(v->model, c->node, text, sizeof text);
    y = cascade_line(r, y, "from", ST_BOLD, text);
    cascade_trigger(v, (uint32_t)(c - v->index.cascade) + 1, text, sizeof text - 40);
    tui_add(text, sizeof text, strlen(text), ", %s", sentence_when(v->trace, ev->time, time));
    y = cascade_line(r, y, "trigger", ST_NORMAL, text);
    if (s.line) {
        source_file_t *f = source_open((source_t *)&v->source, s.file);
        if (s.line <= f->lines)
            y = cascade_line(r, y, "", ST_EVENT, f->line[s.line - 1] + strspn(f->line[s.line - 1], " \t"));
    }
    if (cascade_because(v, (uint32_t)(c - v->index.cascade) + 1, text, sizeof text))
        y = cascade_line(r, y, "because", ST_TOLD, text);
    const char *cause = trace_text(v->trace, ev->aux);
    bool says = ev->aux && sentence_cause_says(cause);
    snprintf(text, sizeof text, "%s%s%s", sentence_err(ev->detail), says ? ": " : "", says ? cause : "");
    return cascade_line(r, y, "cause", ST_TOLD, text);
}

static int cascade_waves(rect_t r, int y, const cascade_sum_t *s)
{
    static const style_t styles[] = {ST_TOLD, ST_DIM};
    static const glyph_t cells[] = {GL_FULL, GL_DOTTED};
    char number[32];

    for (uint32_t w = 0; w <= WAVES_SHOWN && w < s->waves; w++, y++) {
        if (w < WAVES_SHOWN)
            paintf(r, y, 1, ST_DIM, "wave %u", w + 1); /* the one that was cancelled is the first */
        else
            paint(r, y, 1, ST_DIM, "later");
        const uint64_t part[2] = {s->wave[w], s->told - s->wave[w]};
        paint_bar(r, y, 12, r.w - 24 > 40 ? 40 : r.w - 24, part, styles, cells, 2);
        paintf(r, y, (r.w - 24 > 40 ? 40 : r.w - 24) + 13, ST_NORMAL, "%9s", tui_number(s->wave[w], number));
    }
    return y;
}

/* Nobody heard of it: as yet, or because who was under it had stopped, or stopped without a look. */
static const char *none_of(const cascade_sum_t *s, int k)
{
    return k == 1 && s->count[2] && !s->stragglers ? "0: stopped unaware" : "0 so far";
}

static int cascade_lateness(const view_t *v, rect_t r, int y, const cascade_sum_t *s, bool over)
{
    static const char *const names[] = {"told", "noticed", "stopped"};
    bool threads = (trace_header(v->trace)->flags & CTX_TRACE_THREADS) != 0;
    char a[32], b[32], c[32], n[32];

    paintf(r, y++, 10, ST_DIM, "%7s %7s %7s %7s", "count", "p50", "p99", "max");
    for (int k = 0; k < 3; k++, y++) {
        paint(r, y, 1, life_style((life_t)(LIFE_TOLD + k)), names[k]);
        if (s->count[k])
            paintf(r, y, 10, ST_NORMAL, "%7s %7s %7s %7s", tui_number(s->count[k], n), tui_time(s->p[k][0], a), tui_time(s->p[k][1], b),
                   tui_time(s->p[k][2], c));
        else
            paint(r, y, 16, ST_DIM, threads ? "not known" : k && !s->listening && over ? "0: no task was under it" : none_of(s, k));
    }
    return y;
}

static const char *none_left(const cascade_sum_t *s)
{
    if (!s->told)
        return "none: nobody has been told yet";
    if (!s->listening)
        return "none: no task was to notice";
    return s->count[1] ? "none: whoever was told has noticed" : "none: whoever was told has stopped";
}

static int cascade_stragglers(const view_t *v, rect_t r, int y, const cascade_sum_t *s)
{
    char text[300], number[32];

    if (!s->stragglers)
        return cascade_line(r, y, "stragglers", ST_DIM, none_left(s));
    bool threads = (trace_header(v->trace)->flags & CTX_TRACE_THREADS) != 0; /* what they do between their calls nobody hears of */
    paintf(r, y++, 1, threads ? ST_NORMAL : ST_FINDING, threads ? "%s told, not known to have noticed:" : "%s told, nobody there has noticed:", tui_number(s->stragglers, number));
    for (uint32_t i = 0; i < s->stragglers && i < STRAGGLERS_SHOWN; i++) {
        sentence_node(v->model, s->straggler[i], text, sizeof text);
        paintf(r, y++, 2, ST_TOLD, "%s %s", glyph(GL_TOLD), text);
    }
    return y;
}

/* Several may be under way at once: the one that tells somebody here, else the last that began. */
static uint32_t cascade_here(const view_t *v)
{
    const ctx_event_t *ev = view_event(v);
    uint32_t id = ev && ev->kind == CTX_EV_TOLD && ev->node < v->index.nodes ? index_cascade_of(&v->index, ev->node) : 0;

    return id ? id : index_cascade_at(&v->index, v->n);
}

/* How many rows it has; those from `from` on are drawn. */
static int cascade_rows(view_t *v, rect_t r, uint32_t id, int from)
{
    const index_cascade_t *c = &v->index.cascade[id - 1];
    const cascade_sum_t *s = cascade_sum(v, id);
    enum { FEW = 20 };
    bool over = c->over && c->over <= v->n;
    char number[32];
    int y = -from;

    paintf(r, y++, 1, ST_TITLE, "%s cascade %" PRIu32 " of %" PRIu32 "%s", glyph(GL_CASCADE), id, v->index.cascades, over ? ", over" : ", under way");
    if (v->index.cascades > FEW && v->index.quiets)
        paintf(r, y++, 3, ST_DIM, "%s of them told nobody else", tui_number(v->index.quiets, number));
    y = cascade_head(v, r, y, c);
    y = cascade_waves(r, y, s);
    y = cascade_lateness(v, r, y, s, over);
    y = cascade_stragglers(v, r, y, s);
    return y + from;
}

void cascade_draw(view_t *v, rect_t r)
{
    uint32_t id = cascade_here(v);

    if (!id) {
        char text[200];
        cascade_none(v, text, sizeof text);
        paint_wrap(r, 0, 1, ST_DIM, text);
        return;
    }
    char gap[200] = "";
    if (cascade_gap(v, gap, sizeof gap)) {
        int y = paint_wrap(r, 0, 1, ST_FINDING, gap);
        r = (rect_t){r.y + y, r.x, r.h > y ? r.h - y : 0, r.w};
    }
    int rows = v->scroll[PANE_CASCADE] ? cascade_rows(v, (rect_t){r.y, r.x, 0, r.w}, id, 0) : 0, from = pane_from(v, PANE_CASCADE, rows, r);
    rows = cascade_rows(v, r, id, from);
    pane_more(r, rows - from);
}

bool cascade_move(view_t *v, request_t req, int page)
{
    if (req == REQ_ENTER) {
        uint32_t id = cascade_here(v);
        if (id)
            view_goto(v, v->index.cascade[id - 1].first);
        return true;
    }
    return pane_scroll(v, PANE_CASCADE, req, page);
}

/* pane_cascade.c — one cancellation as an object: trigger, cause, waves, who heard when, who never did. */
#include "view.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sentence.h"
#include "text.h"

enum { WAVES_SHOWN = 8, STRAGGLERS_SHOWN = 6 };

typedef struct lateness { int64_t *ns; uint32_t count; } lateness_t;

typedef struct cascade_sum {
    uint32_t id, told, wave[WAVES_SHOWN + 1], waves, listening, straggler[STRAGGLERS_SHOWN], stragglers;
    int64_t p[3][3]; /* told, noticed, stopped × p50, p99, max */
    uint32_t count[3];
    size_t at; /* n + 1 */
    const trace_t *trace;
} cascade_sum_t;

static int compare_ns(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static void lateness_sum(lateness_t *l, int64_t p[3])
{
    bool sorted = true;

    for (uint32_t i = 1; i < l->count && sorted; i++)
        sorted = l->ns[i - 1] <= l->ns[i];
    if (!sorted)
        qsort(l->ns, l->count, sizeof *l->ns, compare_ns);
    p[0] = l->count ? l->ns[(l->count - 1) / 2] : 0;
    p[1] = l->count ? l->ns[(uint32_t)((uint64_t)(l->count - 1) * 99 / 100)] : 0;
    p[2] = l->count ? l->ns[l->count - 1] : 0;
}

static void cascade_count(const view_t *v, const index_cascade_t *c, cascade_sum_t *s, lateness_t l[3], int64_t start)
{
    for (uint32_t i = 0; i < c->told; i++) {
        const index_node_t *d = &v->index.node[c->member[i]];
        const uint32_t at[3] = {d->told, d->noticed, d->stopped};
        if (d->told > v->n)
            break;
        s->told++;
        uint32_t wave = d->wave - v->index.node[c->node].wave;
        s->wave[wave < WAVES_SHOWN ? wave : WAVES_SHOWN]++;
        if (wave + 1 > s->waves)
            s->waves = wave + 1;
        for (int k = 0; k < 3; k++)
            if (at[k] && at[k] <= v->n)
                l[k].ns[l[k].count++] = trace_event(v->trace, at[k] - 1)->time - start;
        bool listened = c->member[i] < v->model->nodes && (v->model->node[c->member[i]].listeners || (d->stopped && d->stopped <= v->n));
        s->listening += listened || (d->noticed && d->noticed <= v->n);
        if (listened && !(d->noticed && d->noticed <= v->n) && !(d->stopped && d->stopped <= v->n)) {
            if (s->stragglers < STRAGGLERS_SHOWN)
                s->straggler[s->stragglers] = c->member[i];
            s->stragglers++;
        }
    }
}

static const cascade_sum_t *cascade_sum(const view_t *v, uint32_t id)
{
    static cascade_sum_t s; /* kept until the position changes: moving a cursor costs nothing */
    const index_cascade_t *c = &v->index.cascade[id - 1];
    lateness_t l[3] = {{0}};

    if (s.id == id && s.at == v->n + 1 && s.trace == v->trace)
        return &s;
    s = (cascade_sum_t){.id = id, .at = v->n + 1, .trace = v->trace};
    int64_t *ns = malloc(sizeof *ns * 3 * (c->told + 1u));
    if (!ns)
        return &s;
    for (uint32_t k = 0; k < 3; k++)
        l[k].ns = ns + (c->told + 1u) * k;
    cascade_count(v, c, &s, l, trace_event(v->trace, c->first - 1)->time);
    for (int k = 0; k < 3; k++) {
        s.count[k] = l[k].count;
        lateness_sum(&l[k], s.p[k]);
    }
    free(ns);
    return &s;
}

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
    char text[300], task[80], time[32];

    sentence_node(v->model, c->node, text, sizeof text);
    y = cascade_line(r, y, "from", ST_BOLD, text);
    sentence_task(v->model, ev->task, task, sizeof task);
    if (s.line)
        snprintf(text, sizeof text, "%s at %s:%d, %s", task, source_base(s.file), s.line, sentence_when(v->trace, ev->time, time));
    else
        snprintf(text, sizeof text, "its deadline, %s", sentence_when(v->trace, ev->time, time));
    y = cascade_line(r, y, "trigger", ST_NORMAL, text);
    if (s.line) {
        source_file_t *f = source_open((source_t *)&v->source, s.file);
        if (s.line <= f->lines)
            y = cascade_line(r, y, "", ST_EVENT, f->line[s.line - 1] + strspn(f->line[s.line - 1], " \t"));
    }
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
            paintf(r, y, 1, ST_DIM, "wave %u", w);
        else
            paint(r, y, 1, ST_DIM, "later");
        const uint64_t part[2] = {s->wave[w], s->told - s->wave[w]};
        paint_bar(r, y, 12, r.w - 24 > 40 ? 40 : r.w - 24, part, styles, cells, 2);
        paintf(r, y, (r.w - 24 > 40 ? 40 : r.w - 24) + 13, ST_NORMAL, "%9s", tui_number(s->wave[w], number));
    }
    return y;
}

static int cascade_lateness(const view_t *v, rect_t r, int y, const cascade_sum_t *s)
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
            paint(r, y, 16, ST_DIM, threads ? "not known" : k && !s->listening ? "0: no task was under it" : "0 so far");
    }
    return y;
}

static int cascade_stragglers(const view_t *v, rect_t r, int y, const cascade_sum_t *s)
{
    char text[300], number[32];

    if (!s->stragglers)
        return cascade_line(r, y, "stragglers", ST_DIM, s->told ? "none: whoever was told has noticed" : "-");
    paintf(r, y++, 1, ST_FINDING, "%s told, nobody there has noticed:", tui_number(s->stragglers, number));
    for (uint32_t i = 0; i < s->stragglers && i < STRAGGLERS_SHOWN && y < r.h; i++) {
        sentence_node(v->model, s->straggler[i], text, sizeof text);
        paintf(r, y++, 2, ST_TOLD, "%s %s", glyph(GL_TOLD), text);
    }
    return y;
}

void cascade_draw(view_t *v, rect_t r)
{
    uint32_t id = index_cascade_at(&v->index, v->n);

    if (!id) {
        paint_wrap(r, 0, 1, ST_DIM, v->index.cascades ? "No cascade yet. ] goes to the first one." : "Nothing is ever cancelled in this run.");
        return;
    }
    const index_cascade_t *c = &v->index.cascade[id - 1];
    const cascade_sum_t *s = cascade_sum(v, id);
    int y = -v->scroll[PANE_CASCADE];
    paintf(r, y++, 1, ST_TITLE, "%s cascade %" PRIu32 " of %" PRIu32 "%s", glyph(GL_CASCADE), id, v->index.cascades,
           c->last && c->last <= v->n ? ", over" : ", under way");
    y = cascade_head(v, r, y, c);
    y = cascade_waves(r, y, s);
    y = cascade_lateness(v, r, y, s);
    y = cascade_stragglers(v, r, y, s);
    int over = y + v->scroll[PANE_CASCADE] - r.h;
    if (v->scroll[PANE_CASCADE] > over)
        v->scroll[PANE_CASCADE] = over > 0 ? over : 0;
}

bool cascade_move(view_t *v, request_t req, int page)
{
    if (req == REQ_ENTER) {
        uint32_t id = index_cascade_at(&v->index, v->n);
        if (id)
            view_goto(v, v->index.cascade[id - 1].first);
        return true;
    }
    return pane_scroll(v, PANE_CASCADE, req, page);
}

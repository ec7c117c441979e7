/* demo.c — for projectors: one tree, one sentence, stops by PgUp and PgDn. A caption script says where to stop:
 *
 *     mark waiting: Three services are asked.       at the scenario's mark of that name
 *     event 40: …   wave 2: …   time 40ms: …   start: …   end: …
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sentence.h"
#include "text.h"
#include "view.h"

typedef struct caption { size_t event; const char *text; int bytes; } caption_t;

static size_t caption_mark(const view_t *v, const char *name, size_t n)
{
    for (uint32_t i = 0; i < v->index.marks; i++) {
        const char *text = trace_text(v->trace, trace_event(v->trace, v->index.mark[i] - 1)->aux);
        if (strlen(text) == n && !strncmp(text, name, n))
            return v->index.mark[i];
    }
    return 0;
}

static size_t in_run(const view_t *v, size_t event) { return event <= trace_count(v->trace) ? event : 0; }

static size_t caption_event(const view_t *v, const char *where, size_t n)
{
    char word[64];

    snprintf(word, sizeof word, "%.*s", (int)(n < sizeof word ? n : sizeof word - 1), where);
    if (!strncmp(word, "mark ", 5))
        return caption_mark(v, where + 5, n - 5);
    if (!strncmp(word, "event ", 6))
        return in_run(v, strtoul(word + 6, NULL, 10));
    if (!strncmp(word, "time ", 5)) {
        size_t at = view_event_at(v, word + 5, true);
        return in_run(v, at ? at - 1 : 0);
    }
    if (!strncmp(word, "wave ", 5)) {
        size_t wave = strtoul(word + 5, NULL, 10);
        return wave && wave <= v->index.stops ? v->index.stop[wave - 1].event : 0;
    }
    if (!strcmp(word, "start"))
        return 1;
    return !strcmp(word, "end") ? trace_count(v->trace) : 0;
}

/* The next line of the script that names a place in this trace; false at its end. */
static bool caption_next(const view_t *v, const char **at, caption_t *c)
{
    while (*at && **at) {
        const char *line = *at, *end = strchrnul(line, '\n'), *colon = memchr(line, ':', (size_t)(end - line));
        *at = *end ? end + 1 : end;
        if (!colon || *line == '#')
            continue;
        c->event = caption_event(v, line, (size_t)(colon - line));
        colon += 1 + strspn(colon + 1, " ");
        c->text = colon;
        c->bytes = (int)(end - colon);
        if (c->event)
            return true;
    }
    return false;
}

/* A line whose first word is none of the words there are, or a place that is none: told with its line, before anything is shown. */
bool tui_captions_wrong(const char *captions, int *line, char *where, size_t size)
{
    static const char *const words[] = {"mark ", "event ", "time ", "wave ", "start", "end"};
    const char *at = captions;

    for (*line = 1; at && *at; ++*line) {
        const char *end = strchrnul(at, '\n'), *colon = memchr(at, ':', (size_t)(end - at));
        bool blank = *at == '#' || at + strspn(at, " \t\r") >= end, known = false;
        for (size_t i = 0; i < sizeof words / sizeof *words && colon; i++) {
            size_t n = strlen(words[i]);
            known = known || (!strncmp(at, words[i], n) && (words[i][n - 1] == ' ' || at + n == colon));
        }
        if (!blank && !known) {
            snprintf(where, size, "%.*s", (int)((colon ? colon : end) - at), at);
            return true;
        }
        at = *end ? end + 1 : end;
    }
    return false;
}

bool demo_line_lost(const view_t *v, int *line, char *where, size_t size)
{
    const char *at = v->options.captions;

    for (*line = 1; at && *at; ++*line) {
        const char *end = strchrnul(at, '\n'), *colon = memchr(at, ':', (size_t)(end - at));
        if (*at != '#' && at + strspn(at, " \t") < end && (!colon || !caption_event(v, at, (size_t)(colon - at)))) {
            snprintf(where, size, "%.*s", (int)((colon ? colon : end) - at), at);
            return true;
        }
        at = *end ? end + 1 : end;
    }
    return false;
}

/* The stop nearest to n on that side; 0 none. Without a script: waves and marks. */
static size_t demo_stop(const view_t *v, size_t n, bool forward)
{
    const char *at = v->options.captions;
    const index_stop_t *s = forward ? index_stop_after(&v->index, n) : index_stop_before(&v->index, n);
    size_t best = 0;
    caption_t c;

    while (caption_next(v, &at, &c))
        if (forward ? c.event > n && (!best || c.event < best) : c.event < n && c.event > best)
            best = c.event;
    if (v->options.captions)
        return best;
    best = s ? s->event : 0;
    for (uint32_t i = 0; i < v->findings.count; i++) { /* what is found is worth a stop */
        size_t from = v->shown_from[i];
        if (forward ? from > n && (!best || from < best) : from < n && from > best)
            best = from;
    }
    return best;
}

void demo_step(view_t *v, bool forward)
{
    size_t to = demo_stop(v, v->n, forward), count = trace_count(v->trace);

    if (v->playing && v->until > v->n) { /* in a hurry */
        v->playing = false;
        view_goto(v, v->until);
        return;
    }
    v->playing = false;
    if (!forward || v->n >= count) {
        view_goto(v, forward ? count : to);
        return;
    }
    v->until = to ? to : count;
    size_t way = v->until - v->n;
    v->pace = 4;
    while (v->pace * 4 < (double)way) /* no stop is further than a few seconds */
        v->pace *= 2;
    v->playing = true;
}

/* Between two stops: what is happening, not what was said at the last. */
static bool demo_under_way(const view_t *v, char *buf, size_t size)
{
    uint32_t id = index_cascade_at(&v->index, v->n), told = 0;
    char a[32], b[32];

    if (!v->n)
        return false;
    if (!id || (v->index.cascade[id - 1].last && v->index.cascade[id - 1].last <= v->n)) {
        sentence(v->model, v->n - 1, buf, size);
        return true;
    }
    const index_cascade_t *c = &v->index.cascade[id - 1];
    while (told < c->told && v->index.node[c->member[told]].told <= v->n)
        told++;
    snprintf(buf, size, "Under way: %s of %s told.", tui_number(told, a), tui_number(c->told, b));
    return true;
}

static void demo_caption(view_t *v, char *buf, size_t size)
{
    const char *at = v->options.captions;
    size_t best = 0;
    caption_t c;

    buf[0] = 0;
    if (v->playing && v->until > v->n && demo_under_way(v, buf, size))
        return;
    while (caption_next(v, &at, &c))
        if (c.event <= v->n && c.event >= best) {
            best = c.event;
            snprintf(buf, size, "%.*s", c.bytes, c.text);
        }
    for (uint32_t i = 0; i < v->findings.count && !v->options.captions; i++)
        if (v->shown_from[i] == v->n && !*buf)
            snprintf(buf, size, "%s %s: %s", glyph(GL_FINDING), v->findings.item[i].name, v->findings.item[i].message);
    if (!*buf && v->n)
        sentence(v->model, v->n - 1, buf, size);
    else if (!*buf)
        snprintf(buf, size, "%s", v->lead ? v->lead : "PgDn goes on.");
}

void demo_draw(view_t *v, rect_t r)
{
    char text[600], time[32];
    const ctx_event_t *ev = view_event(v);
    int width = r.w > 100 ? 90 : r.w - 4, foot = r.h > 18 ? 6 : 4;
    rect_t tree = {r.y + 2, r.x + (r.w - width) / 2, r.h - 2 - foot, width};
    rect_t words = {r.y + r.h - foot + 1, r.x + (r.w - width) / 2, foot - 2, width};

    paint_cut(r, 0, (r.w - tui_width(v->options.title)) / 2, r.w, ST_TITLE, v->options.title);
    paint(r, 0, r.w - 12, ST_BOLD, ev ? sentence_when(v->trace, ev->time, time) : "0");
    int rows = 0;
    rows_look(&v->rows, v->n, v->filter);
    for (row_t row = rows_first(&v->rows); row.type && rows <= tree.h; row = rows_next(&v->rows, row))
        rows++;
    v->row_step = rows * 2 <= tree.h + 1 ? 2 : 1;
    if (v->pane == PANE_NODE && r.w >= 72) { /* Enter: the box of slots beside it */
        rect_t box = {tree.y, tree.x + tree.w / 2 + 1, tree.h, tree.w - tree.w / 2 - 1};
        tree.w = tree.w / 2;
        node_draw(v, box);
    } else if (v->index.tasks > 3 && rows * v->row_step + 4 < tree.h) { /* few contexts, many tasks: their lanes */
        int used = rows * v->row_step + 1;
        rect_t lanes = {tree.y + used, tree.x, tree.h - used, tree.w};
        tree.h = used;
        lanes_draw(v, lanes);
    }
    tree_draw(v, tree);
    v->row_step = 1;
    paint_fill(r, r.h - foot, 0, r.w, ST_RULE, glyph(GL_RULE));
    demo_caption(v, text, sizeof text);
    paint_wrap(words, 0, 0, v->message[0] ? ST_KEY : ST_BOLD, v->message[0] ? v->message : text); /* until the next key */
    timeline_draw(v, r, r.h - 1);
}

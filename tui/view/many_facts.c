/* many_facts.c — a row that stands for many, range by range: for the inspector, and for --plain. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "sentence.h"
#include "text.h"
#include "view.h"

enum { RANGES = 8 };
typedef struct range { uint32_t first, last, count, life[LIVES]; } range_t;

static size_t say_lives(const uint32_t life[LIVES], char *buf, size_t size)
{
    char number[32];
    size_t used = tui_add(buf, size, 0, "%s", "");

    for (int l = LIFE_LIVE; l < LIVES; l++)
        if (life[l])
            used = tui_add(buf, size, used, "%s%s %s", used ? ", " : "", tui_number(life[l], number), sentence_life((life_t)l));
    return used;
}

/* Equal parts of the row; neighbours of which all is in one and the same state are one. */
static int many_ranges(const view_t *v, const row_many_t *many, range_t range[RANGES])
{
    int ranges = 0;

    for (uint32_t part = 0; part < RANGES && many->visible; part++) {
        uint32_t from = (uint32_t)((uint64_t)many->visible * part / RANGES), to = (uint32_t)((uint64_t)many->visible * (part + 1) / RANGES);
        range_t r = {.count = to - from};
        if (!r.count)
            continue;
        r.first = many->member[from];
        r.last = many->member[to - 1];
        crowd_lives(&v->index, many->crowd, many->member - many->start, many->start + from, many->start + to, v->n, r.life);
        for (uint32_t k = from; many->life[LIFE_UNKNOWN] && k < to; k++)
            if (index_life(&v->index, many->member[k], v->n) == LIFE_LIVE && sentence_unknown(&v->index, many->member[k], v->n)) {
                r.life[LIFE_LIVE]--;
                r.life[LIFE_UNKNOWN]++;
            }
        range_t *before = ranges ? &range[ranges - 1] : NULL;
        int same = -1;
        for (int l = 0; before && l < LIVES; l++)
            same = before->life[l] == before->count && r.life[l] == r.count ? l : same;
        if (same < 0) {
            range[ranges++] = r;
            continue;
        }
        before->last = r.last;
        before->count += r.count;
        before->life[same] += r.count;
    }
    return ranges;
}

static void many_where(const view_t *v, const row_many_t *many, fact_fn_t *fn, void *self)
{
    const index_group_t *g = &v->index.group[v->index.node[many->member[0]].group];
    trace_site_t s = trace_site(v->trace, group_make(&v->index, g)->site);
    char text[240], first[40];

    uint32_t parent = g->parent;
    if (parent)
        sentence_node(v->model, parent, text, sizeof text);
    fn(self, "parent", ST_NORMAL, parent ? text : "none: roots");
    snprintf(first, sizeof first, "c%" PRIu32, many->member[0]);
    snprintf(text, sizeof text, "%s to c%" PRIu32 "%s", first, many->member[many->visible - 1], many->chain ? ", a chain" : ", siblings");
    fn(self, "which", ST_NORMAL, text);
    if (s.line) {
        snprintf(text, sizeof text, "%s:%d", source_base(s.file), s.line);
        fn(self, "made", ST_NORMAL, text);
    }
}

void many_facts(const view_t *v, const row_many_t *many, fact_fn_t *fn, void *self)
{
    char text[240], name[40];
    range_t range[RANGES];
    int ranges = many_ranges(v, many, range);

    if (!many->visible)
        return;
    many_where(v, many, fn, self);
    say_lives(many->life, text, sizeof text);
    fn(self, "states", ST_BOLD, text);
    if (say_lives(many->below, text, sizeof text))
        fn(self, "below", ST_NORMAL, text);
    for (int i = 0; ranges > 1 && i < ranges && many->visible > RANGES; i++) { /* of few each is a row of its own, one key away */
        size_t used = tui_add(text, sizeof text, 0, "c%" PRIu32 " to c%" PRIu32 ": ", range[i].first, range[i].last);
        say_lives(range[i].life, text + used, sizeof text - used);
        fn(self, i ? "" : "ranges", ST_NORMAL, text);
    }
    size_t used = 0;
    for (uint32_t i = 0; i < many->crowd->odds; i++) /* rows of their own below */
        used = tui_add(text, sizeof text, used, "%sc%" PRIu32 " %s", i ? ", " : "", many->crowd->odd[i], sentence_state(&v->index, many->crowd->odd[i], v->n));
    if (used)
        fn(self, "unlike", ST_FINDING, text);
    snprintf(name, sizeof name, "%" PRIu32, many->crowd->found);
    if (many->crowd->found)
        fn(self, "found", ST_FINDING, name);
}

size_t many_title(const model_t *m, const row_many_t *many, char *buf, size_t size)
{
    char number[32], kind[120];

    many_kind(m, many, false, true, kind, sizeof kind);
    return tui_add(buf, size, 0, "%s %s %s", tui_number(many->visible, number), many->chain ? "deep" : "x", kind);
}

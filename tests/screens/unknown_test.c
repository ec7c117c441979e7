/* unknown_test.c — foreign contexts whose end nobody tells us of: unknown in a folded row, in the list of those that live, and in a search,
 * as they are in a row of their own.
 */
#include <string.h>

#include "forest.h"
#include "match.h"
#include "rows.h"
#include "sentence.h"
#include "tap.h"
#include "view.h"

unsigned tap_passed, tap_failed;

static uint32_t site;

static void make(trace_t *t, uint8_t kind, uint32_t node, uint32_t parent)
{
    put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = kind, .node = node, .other = parent, .value = INT64_MAX, .site = site});
}

/* c2 is told; under it `fan` foreign ones beside each other (from c10 on), or below each other. */
static trace_t *foreign_ones(uint32_t fan, bool deep)
{
    trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "foreign");

    site = trace_add_site(t, "foreign.c", 7, "wrap");
    make(t, CTX_NODE_BACKGROUND, 1, 0);
    make(t, CTX_NODE_CANCEL, 2, 1);
    for (uint32_t i = 0; i < fan; i++)
        make(t, CTX_NODE_CUSTOM, 3 + i, deep && i ? 2 + i : 2);
    put(t, (ctx_event_t){.kind = CTX_EV_TOLD, .node = 2, .flags = CTX_WHY_CALL, .detail = 1});
    put(t, (ctx_event_t){.kind = CTX_EV_NOTICED, .node = 2 + fan, .task = 1, .detail = 2});
    return t;
}

static bool listed_as(view_t *v, rows_filter_t filter, uint32_t from, uint32_t to)
{
    bool any_is = false;

    rows_look(&v->rows, v->n, filter);
    for (row_t row = rows_first(&v->rows); row.type; row = rows_next(&v->rows, row))
        any_is = any_is || (row.id >= from && row.id <= to);
    rows_look(&v->rows, v->n, FILTER_ALL);
    return any_is;
}

static row_many_t folded(view_t *v)
{
    rows_look(&v->rows, v->n, FILTER_ALL);
    for (row_t row = rows_first(&v->rows); row.type; row = rows_next(&v->rows, row)) {
        row_many_t many = rows_many(&v->rows, row);
        if (many.crowd)
            return many;
    }
    return (row_many_t){0};
}

static void rows_of_many(bool deep)
{
    enum { FAN = 12 };
    static const char *const what[] = {"siblings", "a chain"};
    trace_t *t = foreign_ones(FAN, deep);
    tui_options_t o = TUI_OPTIONS;
    many_words_t words;
    match_t m;
    view_t v;

    view_open(&v, t, true, &o);
    view_goto(&v, trace_count(t) - 2); /* before anybody is told */
    row_many_t many = folded(&v);
    ok(many.crowd && many.life[LIFE_LIVE] == FAN && !many.life[LIFE_UNKNOWN] && listed_as(&v, FILTER_LIVE, 3, 2 + FAN), "%s: they live as long as what they stand on does", what[deep]);
    view_goto(&v, trace_count(t) - 1);
    many = folded(&v);
    ok(many.life[LIFE_UNKNOWN] == FAN && !many.life[LIFE_LIVE], "%s: then %u are unknown, and none live", what[deep], many.life[LIFE_UNKNOWN]);
    many_words(v.model, &many, NULL, 70, &words);
    ok(strstr(words.counts, "12 unknown") && !strstr(words.counts, "live"), "%s: the row says so: %s", what[deep], words.counts);
    ok(!listed_as(&v, FILTER_LIVE, 3, 2 + FAN), "%s: none is in the list of those that live", what[deep]);
    ok(match_begin(&m, &v, "unknown") && match_node(&m, 3) && !match_node(&m, 1), "%s: a search for unknown finds them", what[deep]);
    match_end(&m);
    ok(!match_begin(&m, &v, "live") || !match_node(&m, 3), "%s: and one for live does not", what[deep]);
    match_end(&m);
    view_goto(&v, trace_count(t));
    many = folded(&v);
    ok(many.life[LIFE_NOTICED] == 1 && many.life[LIFE_UNKNOWN] == FAN - 1, "%s: who was seen to have ended is known", what[deep]);
    view_close(&v);
}

/* Climbed by hand, from each one anew. */
static bool end_unknown(const index_t *x, uint32_t node, size_t n)
{
    uint32_t above = x->node[node].passes ? x->node[node].wave : node, whose = above;

    while (above && index_life(x, above, n) == LIFE_LIVE && index_make_of(x, above)->kind == CTX_NODE_CUSTOM) {
        above = x->node[above].parent;
        above = x->node[above].passes ? x->node[above].wave : above;
    }
    return above && above != whose && index_life(x, above, n) > LIFE_LIVE;
}

static bool hangs_under(const index_t *x, const row_many_t *many, uint32_t node)
{
    for (uint32_t up = x->node[node].parent; up; up = x->node[up].parent)
        for (uint32_t i = 0; i < many->visible; i++)
            if (many->member[i] == up)
                return true;
    return false;
}

/* What a folded row says of those below it; -1: it is wrong. */
static int unknown_below(const index_t *x, const row_many_t *many)
{
    uint32_t unknown = 0, live = 0;

    for (uint32_t node = 1; node < x->nodes; node++)
        if (index_life(x, node, x->built) == LIFE_LIVE && hangs_under(x, many, node)) {
            unknown += end_unknown(x, node, x->built);
            live += !end_unknown(x, node, x->built);
        }
    return many->below[LIFE_UNKNOWN] == unknown && many->below[LIFE_LIVE] == live ? (int)unknown : -1;
}

/* Whatever hangs on whatever: as asked one by one. */
static void random_ones(void)
{
    uint32_t wrong = 0, compared = 0, with = 0, under = 0;

    for (int round = 0; round < 200; round++) {
        static const uint8_t kinds[] = {CTX_NODE_CUSTOM, CTX_NODE_CUSTOM, CTX_NODE_VALUE, CTX_NODE_CANCEL};
        trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "random");
        site = trace_add_site(t, "random.c", 3, "grow");
        make(t, CTX_NODE_BACKGROUND, 1, 0);
        for (uint32_t id = 1; id < 150;) {
            uint32_t parent = 1 + any(id), shape = any(2), many = 4 + any(20), kind = any(4);
            for (uint32_t i = 0; i < many && id < 150; i++, parent = shape ? id : parent)
                make(t, kinds[any(6) ? kind : any(4)], ++id, parent);
            put(t, (ctx_event_t){.kind = (uint16_t)(any(3) ? CTX_EV_TOLD : CTX_EV_NOTICED), .node = 2 + any(id - 1), .flags = CTX_WHY_CALL, .detail = 1});
        }
        index_t x;
        index_start(&x, t);
        index_build(&x);
        rows_t r = {.index = &x};
        rows_look(&r, x.built, FILTER_ALL);
        for (row_t row = rows_first(&r); row.type; row = rows_next(&r, row)) {
            row_many_t many = rows_many(&r, row);
            uint32_t unknown = 0, live = 0;
            for (uint32_t i = 0; many.crowd && i < many.visible; i++) {
                bool lives = index_life(&x, many.member[i], x.built) == LIFE_LIVE, is = lives && end_unknown(&x, many.member[i], x.built);
                unknown += is;
                live += lives && !is;
            }
            int below = many.crowd && !many.chain ? unknown_below(&x, &many) : 0;
            wrong += below < 0;
            under += below > 0;
            compared += many.crowd != NULL;
            with += unknown && live;
            wrong += many.crowd && (many.life[LIFE_UNKNOWN] != unknown || many.life[LIFE_LIVE] != live);
        }
        rows_free(&r);
        index_free(&x);
        trace_free(t);
    }
    ok(compared > 500 && with > 5, "%u folded rows were compared, %u of them with live and unknown ones", compared, with);
    ok(under > 5, "%u of them have unknown ones below", under);
    ok(!wrong, "they count what asking one by one says (%u do not)", wrong);
}

/* A chain of very many, and each of its links is asked for the list: climbed once. */
static void very_deep(void)
{
    enum { LINKS = 50000 };
    trace_t *t = foreign_ones(LINKS, true);
    index_t x;

    index_start(&x, t);
    index_build(&x);
    rows_t r = {.index = &x};
    rows_look(&r, x.built - 1, FILTER_LIVE);
    uint32_t listed = r.matches, unknown = 0;
    uint64_t work = x.unknown->work;
    for (uint32_t node = 3; node < 3 + LINKS; node++)
        unknown += sentence_unknown(&x, node, x.built - 1);
    ok(unknown == LINKS && listed == 0, "a chain of %u below what has ended: %u are unknown, %u in the list of those that live", LINKS, unknown, listed);
    ok(work >= LINKS && work <= 2 * LINKS, "for the list %llu links were climbed", (unsigned long long)work);
    rows_look(&r, x.built - 2, FILTER_LIVE);
    ok(r.matches >= LINKS && !sentence_unknown(&x, 2 + LINKS, x.built - 2), "an event before they all live: %u", r.matches);
    rows_free(&r);
    index_free(&x);
    trace_free(t);
}

int main(void)
{
    very_deep();
    rows_of_many(false);
    rows_of_many(true);
    random_ones();
    return tap_end();
}

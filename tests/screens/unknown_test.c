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

/* Whatever hangs on whatever: as asked one by one. */
static void random_ones(void)
{
    uint32_t wrong = 0, compared = 0, with = 0;

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
                bool lives = index_life(&x, many.member[i], x.built) == LIFE_LIVE, is = lives && sentence_unknown(&x, many.member[i], x.built);
                unknown += is;
                live += lives && !is;
            }
            compared += many.crowd != NULL;
            with += unknown && live;
            wrong += many.crowd && (many.life[LIFE_UNKNOWN] != unknown || many.life[LIFE_LIVE] != live);
        }
        rows_free(&r);
        index_free(&x);
        trace_free(t);
    }
    ok(compared > 500 && with > 5, "%u folded rows were compared, %u of them with live and unknown ones", compared, with);
    ok(!wrong, "they count what asking one by one says (%u do not)", wrong);
}

int main(void)
{
    rows_of_many(false);
    rows_of_many(true);
    random_ones();
    return tap_end();
}

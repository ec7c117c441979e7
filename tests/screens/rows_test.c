/* rows_test.c — the rows of random forests, wide and deep, folded and open, at any instant: each context stands in exactly one
 * place, walking back is walking forward turned round, and what a folded row counts is what is under it.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fixture.h"
#include "forest.h"
#include "lanes.h"
#include "rows.h"
#include "tap.h"
#include "text.h"
#include "view.h"

unsigned tap_passed, tap_failed;

enum { MOST = 20000 };
static uint32_t place_of(const row_t *list, uint32_t count, row_t row)
{
    for (uint32_t i = 0; i < count; i++)
        if (row_same(list[i], row))
            return i + 1;
    return 0;
}

static bool below(const index_t *x, uint32_t node, uint32_t top)
{
    for (; node; node = x->node[node].parent)
        if (node == top)
            return true;
    return false;
}

/* Members by hand, and all that hangs under them. */
static bool counts_hold(rows_t *r, row_t row)
{
    row_many_t many = rows_many(r, row);
    uint32_t sum = 0, under = 0, by_hand = 0, under_by_hand = 0;
    const index_t *x = r->index;

    for (int l = LIFE_LIVE; l < LIFE_COUNT; l++) {
        sum += many.crowd->life[l];
        under += many.crowd->below[l];
    }
    for (uint32_t i = 0; i < many.visible; i++)
        by_hand += index_life(x, many.member[i], r->n) != LIFE_UNSEEN;
    for (uint32_t node = 1; !many.chain && node < x->nodes; node++)
        for (uint32_t i = 0; i < many.visible && index_life(x, node, r->n) != LIFE_UNSEEN; i++)
            under_by_hand += node != many.member[i] && below(x, node, many.member[i]);
    return sum == many.visible && sum == by_hand && under == under_by_hand;
}

static bool chain_holds(rows_t *r, row_t row)
{
    row_many_t many = rows_many(r, row);

    for (uint32_t i = 1; many.chain && i < many.visible; i++)
        if (r->index->node[many.member[i]].parent != many.member[i - 1] || index_only_child(r->index, many.member[i - 1]) != many.member[i])
            return false;
    return true;
}

typedef struct report { bool back, once, parents, counts, chains; uint32_t folds, deep; } report_t;

static void look(rows_t *r, report_t *p, bool counts)
{
    static row_t list[MOST];
    uint32_t count = 0, back = 0;

    for (row_t row = rows_first(r); row.type && count < MOST; row = rows_next(r, row))
        list[count++] = row;
    for (row_t row = rows_last(r); row.type && back < count; row = rows_prev(r, row), back++)
        p->back = p->back && row_same(row, list[count - 1 - back]);
    p->back = p->back && back == count;
    for (uint32_t node = 2; node < r->index->nodes; node++) {
        row_t at = rows_of(r, node);
        p->once = p->once && (at.type != 0) == (index_life(r->index, node, r->n) != LIFE_UNSEEN) && (!at.type || place_of(list, count, at)) && (!at.type || rows_valid(r, at));
    }
    for (uint32_t i = 0; i < count; i++) {
        row_t up = rows_parent(r, list[i]);
        p->parents = p->parents && (!up.type || (place_of(list, count, up) && place_of(list, count, up) <= i)) && place_of(list, count, list[i]) == i + 1;
        if (list[i].type == ROW_NODE)
            continue;
        p->folds++;
        p->deep += list[i].type == ROW_CHAIN;
        p->counts = p->counts && (!counts || counts_hold(r, list[i]));
        p->chains = p->chains && chain_holds(r, list[i]);
    }
}

static void forests(void)
{
    report_t p = {true, true, true, true, true, 0, 0};

    for (int round = 0; round < 30; round++) {
        trace_t *t = forest(20 + any(400), false);
        index_t x;
        index_start(&x, t);
        index_build(&x);
        rows_t r = {.index = &x};
        for (int i = 0; i < 12; i++) {
            rows_look(&r, any(4) ? any((uint32_t)trace_count(t) + 1) : trace_count(t), FILTER_ALL);
            for (uint32_t k = any(12); k > 0; k--) { /* somebody opens and closes */
                row_t row = rows_of(&r, 1 + any(x.nodes - 1));
                if (row.type && rows_can_open(&r, row))
                    rows_set_open(&r, row, any(2));
            }
            if (any(5) == 0)
                rows_reveal(&r, 1 + any(x.nodes - 1));
            look(&r, &p, i % 4 == 0);
        }
        rows_free(&r);
        index_free(&x);
        trace_free(t);
    }
    ok(p.folds > 1000 && p.deep > 100, "forests: %" PRIu32 " folded rows were seen, %" PRIu32 " of them chains", p.folds, p.deep);
    ok(p.back, "forests: walking back is walking forward, turned round");
    ok(p.once, "forests: each context that is there has its row, or the one it is folded into");
    ok(p.parents, "forests: no row comes twice, and parents come before");
    ok(p.counts, "forests: a folded row counts exactly what is in it and below it");
    ok(p.chains, "forests: a chain is of only children");
}

static uint32_t rows_shown(rows_t *r)
{
    uint32_t count = 0;
    for (row_t row = rows_first(r); row.type && count < MOST; row = rows_next(r, row))
        count++;
    return count;
}

static row_t first_of(rows_t *r, int type)
{
    row_t row = rows_first(r);
    while (row.type && row.type != type)
        row = rows_next(r, row);
    return row;
}

/* A million, wide and deep: one row, exact, and opened where it was asked for. */
static void million(const char *name, int type, uint32_t many)
{
    trace_t *t = fixture(name);
    index_t x;
    index_start(&x, t);
    index_build(&x);
    rows_t r = {.index = &x};
    rows_look(&r, trace_count(t), FILTER_ALL);
    row_t row = first_of(&r, type);
    row_many_t crowd = row.type ? rows_many(&r, row) : (row_many_t){0};
    uint32_t sum = 0;

    for (int l = 0; crowd.crowd && l < LIFE_COUNT; l++)
        sum += crowd.crowd->life[l];
    ok(row.type && rows_shown(&r) < 12, "%s: a handful of rows", name);
    ok(crowd.visible == many && sum == many, "%s: %" PRIu32 " in one of them, each counted", name, sum);
    uint32_t middle = row.type ? crowd.member[many / 3] : 0;
    rows_reveal(&r, middle);
    row_t at = rows_of(&r, middle), next = rows_next(&r, at), prev = rows_prev(&r, at);
    ok(row_same(at, (row_t){ROW_NODE, middle}) && next.id == crowd.member[many / 3 + 1] && prev.id == crowd.member[many / 3 - 1], "%s: opened, each has its row", name);
    rows_set_open(&r, row, false);
    ok(rows_shown(&r) < 12, "%s: and folded again", name);
    rows_look(&r, trace_count(t), FILTER_LIVE);
    ok(rows_shown(&r) < MOST, "%s: filtered", name);
    rows_free(&r);
    index_free(&x);
    trace_free(t);
}

/* A chain that is cut again and again, from above, from below, in the middle: cheap, and right. */
static void cuts(void)
{
    enum { LINKS = 50000 };
    trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "cuts");
    uint32_t site = trace_add_site(t, "cuts.c", 1, "grow"), other = trace_add_site(t, "cuts.c", 2, "cut");
    report_t p = {true, true, true, true, true, 0, 0};
    index_t x;

    put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_BACKGROUND, .node = 1});
    for (uint32_t i = 2; i <= LINKS; i++)
        put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = i, .other = i - 1, .value = INT64_MAX, .site = site});
    for (uint32_t i = 0; i < LINKS / 20; i++) /* every tenth link from the top, and from the bottom */
        for (uint32_t side = 0; side < 2; side++)
            put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = LINKS + 1 + i * 2 + side, .other = side ? LINKS - 5 - i * 10 : 5 + i * 10, .value = INT64_MAX, .site = other});
    index_start(&x, t);
    index_build(&x);
    rows_t r = {.index = &x};
    rows_look(&r, trace_count(t), FILTER_ALL);
    uint32_t chains = 0, links = 0, count = 0;
    for (row_t row = rows_first(&r); row.type && count < MOST * 4; row = rows_next(&r, row), count++)
        if (row.type == ROW_CHAIN) {
            chains++;
            links += rows_many(&r, row).visible;
            p.chains = p.chains && chain_holds(&r, row);
        }
    ok(chains > LINKS / 12 && chains < LINKS / 8 && p.chains, "cuts: %" PRIu32 " chains are left, %" PRIu32 " links in them", chains, links);
    rows_free(&r);
    index_free(&x);
    trace_free(t);
}

/* Any events in any order, as damage or a bug may leave them: the walk ends, and says of each node where it is. */
static void nonsense(void)
{
    report_t p = {true, true, true, true, true, 0, 0};
    static const uint16_t kinds[] = {CTX_EV_NODE_NEW, CTX_EV_NODE_NEW, CTX_EV_NODE_NEW, CTX_EV_AFTER_REG, CTX_EV_AFTER_RUN, CTX_EV_AFTER_STOP, CTX_EV_TOLD,
        CTX_EV_NOTICED, CTX_EV_CANCEL_CALL, CTX_EV_CANCEL_END, CTX_EV_TASK_NEW, CTX_EV_TASK_END, CTX_EV_TASK_BLOCK, CTX_EV_NODE_FREE, CTX_EV_GAP, CTX_EV_SNAPSHOT_END};

    for (int round = 0; round < 1000; round++) {
        trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "nonsense");
        uint32_t site = trace_add_site(t, "nonsense.c", 1, "any"), ids = 4 + any(60);
        for (uint32_t i = 0; i < 400; i++)
            put(t, (ctx_event_t){.kind = kinds[any(sizeof kinds / sizeof *kinds)], .detail = (uint8_t)(1 + any(9)), .flags = (uint8_t)any(7), .node = any(ids), .other = any(ids),
                                 .task = any(9), .aux = any(3), .site = any(2) * site});
        index_t x;
        index_start(&x, t);
        index_build(&x);
        rows_t r = {.index = &x};
        model_t *m = model_new(t);
        lanes_t lanes = {0};
        for (int i = 0; i < 4; i++) {
            size_t n = any((uint32_t)trace_count(t) + 1);
            report_t here = {true, true, true, true, true, 0, 0};
            rows_look(&r, n, FILTER_ALL);
            look(&r, &here, false);
            p.back = p.back && here.back;
            model_seek(m, n);
            lanes_look(&lanes, &x, m, n);
            p.folds += lanes.lanes;
            for (size_t e = n; e > 0 && !p.deep; e--)
                p.deep = index_cascade_at(&x, e) > x.cascades;
        }
        lanes_free(&lanes);
        model_free(m);
        rows_free(&r);
        index_free(&x);
        trace_free(t);
    }
    ok(p.back && p.folds && !p.deep, "nonsense: the rows of any events end, and go back as they came");
}

/* At every width its words fit, and wherever "1,000× Cancel" does, they say what kind is folded. */
static void words_at(const char *name, size_t n, const char *kind, const char *length)
{
    trace_t *t = fixture(name);
    model_t *m = model_new(t);
    index_t x;
    rows_t r = {.index = &x};
    many_words_t words;
    uint32_t folds = 0, wide = 0, nameless = 0, lengths = 0;

    model_seek(m, n < trace_count(t) ? n : trace_count(t));
    index_start(&x, t);
    index_build(&x);
    rows_look(&r, m->applied, FILTER_ALL);
    for (row_t row = rows_first(&r); row.type; row = rows_next(&r, row)) {
        row_many_t many = rows_many(&r, row);
        if (!many.crowd)
            continue;
        folds++;
        for (int room = 22; room < 200; room++) {
            int bar = many_words(m, &many, NULL, room, &words), columns = tui_width(words.name) + tui_width(words.counts) + 1 + (bar ? bar + 1 : 0);
            wide += columns > room && words.counts[0];
            nameless += !strstr(words.name, kind);
            lengths += length && !strstr(words.name, length) && room >= 28;
        }
    }
    ok(folds && !wide && !nameless && !lengths, "%s: %" PRIu32 " folded rows say %s%s%s at every width, and no more than fits", name, folds, kind, length ? " " : "", length ? length : "");
    rows_free(&r);
    index_free(&x);
    model_free(m);
    trace_free(t);
}

/* Different timeouts at one line: none of them is said of all. */
static void words_differ(void)
{
    trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "backoff");
    index_t x;
    rows_t r = {.index = &x};
    many_words_t words = {{0}, {0}};
    uint32_t site = trace_add_site(t, "backoff.c", 7, "retry");

    trace_add(t, &(ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_BACKGROUND, .node = 1, .value = INT64_MAX});
    for (uint32_t i = 0; i < 6; i++)
        trace_add(t, &(ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_TIMER, .node = i + 2, .other = 1, .task = 1, .site = site, .value = i == 3 ? 80000000 : 40000000});
    model_t *m = model_new(t);
    model_seek(m, trace_count(t));
    index_start(&x, t);
    index_build(&x);
    rows_look(&r, m->applied, FILTER_ALL);
    for (row_t row = rows_first(&r); row.type; row = rows_next(&r, row))
        if (rows_many(&r, row).crowd) {
            row_many_t many = rows_many(&r, row);
            many_words(m, &many, NULL, 60, &words);
        }
    ok(strstr(words.name, "6× WithTimeout") && !strstr(words.name, "ms"), "of siblings with different timeouts none is said: %s", words.name);
    rows_free(&r);
    index_free(&x);
    model_free(m);
    trace_free(t);
}

/* Parents with few lines below them and with many: two siblings fold together if, and only if, they are of one line. */
static void lines(void)
{
    enum { NODES = 6000, LINES = 60 };
    static const uint32_t most[] = {1, 5, 6, 7, 8, LINES};
    trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "lines");
    static uint32_t parent[NODES], line[NODES], group_of[NODES / 10][LINES];
    uint32_t site[LINES], wrong = 0, groups = 0;
    index_t x;

    for (uint32_t i = 0; i < LINES; i++)
        site[i] = trace_add_site(t, "lines.c", (int)i + 1, "make");
    put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_BACKGROUND, .node = 1});
    for (uint32_t i = 2; i < NODES; i++) {
        parent[i] = 1 + any(i - 1 < NODES / 10 - 1 ? i - 1 : NODES / 10 - 1);
        line[i] = any(most[parent[i] % 6]);
        put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = i, .other = parent[i], .value = INT64_MAX, .site = site[line[i]]});
    }
    index_start(&x, t);
    index_build(&x);
    for (uint32_t i = 2; i < NODES; i++) {
        uint32_t *of = &group_of[parent[i]][line[i]], mine = x.node[i].group;
        groups += !*of;
        wrong += (*of && *of != mine) || x.group[mine].parent != parent[i] || index_make_of(&x, i)->site != site[line[i]];
        *of = mine;
    }
    ok(groups > NODES / 6 && !wrong && x.groups == groups + 2 /* none, and the root's */ && x.hashed > 500 && x.hashed < groups,
       "lines: %" PRIu32 " groups, %" PRIu32 " of them of parents with many", groups, x.hashed);
    index_free(&x);
    trace_free(t);
}

int main(void)
{
    words_at("requests", SIZE_MAX, "Timeout", "40ms");
    words_at("requests", 30, "Timeout", "40ms");
    words_at("wide", 50012, "Cancel", NULL);
    words_at("chain", 50100, "Cancel", NULL);
    words_at("fan", 60020, "Cancel", NULL);
    words_differ();
    forests();
    lines();
    nonsense();
    cuts();
    million("million", ROW_GROUP, 333000);
    million("deep-million", ROW_CHAIN, 1000000);
    return tap_end();
}

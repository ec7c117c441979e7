/* filter_test.c — the filtered list, in random forests with foreign contexts and values in them: at any instant, after any other, with
 * findings or without, and while the trace grows, it is what asking each context says; and a step asks few.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "forest.h"
#include "rows.h"
#include "sentence.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

typedef struct report { uint32_t compared, wrong, listed[FILTER_COUNT], empty, unknown, found; } report_t;

/* Slow and plain: what each filter is for. */
static bool meant(const index_t *x, uint32_t node, size_t n, rows_filter_t filter)
{
    const index_node_t *d = &x->node[node];
    life_t life = index_life(x, node, n);
    uint8_t kind = index_make_of(x, node)->kind;

    if (filter == FILTER_LIVE)
        return life == LIFE_LIVE && !sentence_unknown(x, node, n) && kind != CTX_NODE_BACKGROUND && kind != CTX_NODE_TODO;
    if (filter == FILTER_DEAF)
        return life == LIFE_TOLD || life == LIFE_NOTICED;
    return life != LIFE_UNSEEN && d->finding && d->finding <= n;
}

static bool by_number(void *self, uint32_t node) { return node % 16 == *(uint32_t *)self; }

static uint32_t find_slowly(const uint32_t *list, uint32_t count, uint32_t from, int direction, uint32_t rest)
{
    uint32_t at = 0;

    while (at < count && list[at] < from)
        at++;
    for (uint32_t k = 0; k < count; k++) {
        uint32_t i = direction < 0 ? at + 2 * count - 1 - k : at < count && list[at] == from ? at + 1 + k : at + k;
        if (by_number(&rest, list[i % count]))
            return list[i % count];
    }
    return 0;
}

static void compare(rows_t *r, size_t n, rows_filter_t filter, report_t *p)
{
    const index_t *x = r->index;
    uint32_t *list = malloc((x->nodes + 1) * sizeof *list), count = 0, rest = any(16), from = 1 + any(x->nodes - 1);
    bool same = true, some, unused;

    rows_look(r, n, filter);
    for (uint32_t node = 1; node < x->nodes; node++) {
        p->unknown += sentence_unknown(x, node, n);
        if (meant(x, node, n, filter))
            list[count++] = node;
    }
    row_t row = rows_first(r);
    for (uint32_t i = 0; i < count; i++, row = rows_next(r, row))
        same = same && row.type == ROW_NODE && row.id == list[i];
    same = same && !row.type && r->matches == count;
    row = rows_last(r);
    for (uint32_t i = count; i-- > 0; row = rows_prev(r, row))
        same = same && row.type == ROW_NODE && row.id == list[i];
    same = same && !row.type;
    some = rows_of(r, from).type != 0;
    same = same && some == meant(x, from, n, filter);
    for (int direction = -1; direction < 2; direction += 2)
        same = same && rows_find(r, (row_t){some ? ROW_NODE : ROW_NONE, from}, direction, by_number, &rest, &unused) ==
                           find_slowly(list, count, some ? from : direction > 0 ? 0 : UINT32_MAX, direction, rest);
    p->compared++;
    p->wrong += !same;
    p->listed[filter] += count;
    p->empty += count == 0;
    p->found += x->belows > 0;
    free(list);
}

static void findings(index_t *x)
{
    index_found_none(x);
    for (uint32_t i = any(6); i > 0; i--)
        index_found(x, 1 + any(x->nodes - 1), 1 + any((uint32_t)x->built));
}

/* Some of the contexts are foreign, some are values. */
static trace_t *mixed(uint32_t nodes)
{
    trace_t *all = forest(nodes, true), *t = trace_new(CTX_TRACE_VIRTUAL, "mixed");

    for (uint32_t i = 1; i < trace_sites(all); i++)
        trace_add_site(t, trace_site(all, i).file, trace_site(all, i).line, trace_site(all, i).func);
    for (size_t i = 0; i < trace_count(all); i++) {
        ctx_event_t ev = *trace_event(all, i);
        uint32_t chance = any(5);
        if (ev.kind == CTX_EV_NODE_NEW && ev.detail == CTX_NODE_CANCEL && chance < 2)
            ev.detail = chance ? CTX_NODE_CUSTOM : CTX_NODE_VALUE;
        ev.seq = 0;
        trace_add(t, &ev);
    }
    trace_free(all);
    return t;
}

static void wander(report_t *p)
{
    trace_t *t = mixed(20 + any(3000));
    index_t x;

    index_start(&x, t);
    index_build(&x);
    rows_t r = {.index = &x};
    size_t n = any((uint32_t)x.built + 1);
    rows_filter_t filter = FILTER_LIVE;
    for (int i = 0; i < 24; i++) {
        size_t to = any(3) ? n + any(5) : any((uint32_t)x.built + 1);
        n = to > 2 ? to - any(3) : to;
        n = n > x.built ? x.built : n;
        filter = any(3) ? filter : (rows_filter_t)(1 + any(FILTER_COUNT - 1));
        if (!any(6))
            findings(&x);
        if (!any(6))
            rows_look(&r, n, FILTER_ALL);
        compare(&r, n, filter, p);
    }
    rows_free(&r);
    index_free(&x);
    trace_free(t);
}

static void growing(report_t *p)
{
    trace_t *all = mixed(20 + any(3000)), *t = trace_new(CTX_TRACE_VIRTUAL, "growing");
    index_t x;

    index_start(&x, t);
    rows_t r = {.index = &x};
    for (size_t at = 0; at < trace_count(all);) {
        for (uint32_t by = 1 + any(any(4) ? 30 : 800); by > 0 && at < trace_count(all); by--)
            trace_add(t, trace_event(all, at++));
        index_build(&x);
        compare(&r, any(3) ? x.built : any((uint32_t)x.built + 1), (rows_filter_t)(1 + any(FILTER_COUNT - 1)), p);
        if (!any(9))
            findings(&x);
    }
    rows_free(&r);
    index_free(&x);
    trace_free(t);
    trace_free(all);
}

/* Every event of small ones, forward and back: each alone is what a list may miss. */
static void each_step(report_t *p)
{
    trace_t *t = mixed(20 + any(60));
    index_t x;

    index_start(&x, t);
    index_build(&x);
    rows_t r = {.index = &x};
    findings(&x);
    for (rows_filter_t filter = FILTER_LIVE; filter < FILTER_COUNT; filter++)
        for (size_t i = 0; i <= 2 * x.built; i++)
            compare(&r, i <= x.built ? i : 2 * x.built - i, filter, p);
    rows_free(&r);
    index_free(&x);
    trace_free(t);
}

/* What it depends on is far away, and nothing else changes: a value's context, and what a foreign one stands on. */
static void far(report_t *p)
{
    trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "far");
    index_t x;

    put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_BACKGROUND, .node = 1});
    put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = 2, .other = 1, .value = INT64_MAX});
    put(t, (ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = 2, .node = 2});
    for (uint32_t i = 3; i < 6000; i++)
        put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = i < 3000 ? CTX_NODE_CANCEL : i < 4500 ? CTX_NODE_VALUE : CTX_NODE_CUSTOM, .node = i, .other = i < 3000 ? 1 : 2, .value = INT64_MAX});
    put(t, (ctx_event_t){.kind = CTX_EV_TOLD, .node = 2, .flags = CTX_WHY_CALL, .detail = 1});
    put(t, (ctx_event_t){.kind = CTX_EV_NOTICED, .node = 2, .task = 2, .detail = 2});
    put(t, (ctx_event_t){.kind = CTX_EV_TASK_END, .task = 2});
    index_start(&x, t);
    index_build(&x);
    rows_t r = {.index = &x};
    for (rows_filter_t filter = FILTER_LIVE; filter < FILTER_COUNT; filter++)
        for (size_t i = 0; i < 9; i++)
            compare(&r, i < 5 ? x.built - i : x.built - 8 + i, filter, p);
    rows_free(&r);
    index_free(&x);
    trace_free(t);
}

/* Very many, and one step to and fro: next to none of them is asked. */
static void steps(void)
{
    enum { MANY = 50000 };
    trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "many");
    uint64_t most = 0, first;
    index_t x;

    put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_BACKGROUND, .node = 1});
    for (uint32_t i = 2; i < MANY; i++)
        put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = i, .other = 1, .value = INT64_MAX});
    for (uint32_t i = 2; i < MANY; i++)
        put(t, (ctx_event_t){.kind = CTX_EV_TOLD, .node = i, .flags = CTX_WHY_CALL, .detail = 1});
    index_start(&x, t);
    index_build(&x);
    rows_t r = {.index = &x};
    rows_look(&r, x.built, FILTER_LIVE);
    first = r.work;
    uint32_t end = r.matches, sum = 0;
    for (uint32_t i = 1; i < 100; i++) {
        uint64_t before = r.work;
        rows_look(&r, x.built - i % 50, FILTER_LIVE);
        sum += r.matches == i % 50;
        most = r.work - before > most ? r.work - before : most;
    }
    ok(first >= MANY - 2 && end == 0 && sum == 99 && most && most <= 2048, "of %d contexts a step asks %" PRIu64 " at most", MANY, most);
    rows_free(&r);
    index_free(&x);
    trace_free(t);
}

int main(void)
{
    report_t still = {0}, grows = {0}, small = {0}, apart = {0};

    for (int round = 0; round < 60; round++)
        wander(&still);
    for (int round = 0; round < 30; round++)
        growing(&grows);
    ok(still.compared == 60 * 24 && still.listed[FILTER_LIVE] > 10000 && still.listed[FILTER_DEAF] > 1000 && still.listed[FILTER_FINDING] > 20 && still.empty > 20 && still.unknown > 1000 && still.found > 100,
       "wandering: %" PRIu32 " lists were compared: %" PRIu32 " live, %" PRIu32 " told, %" PRIu32 " found in them, %" PRIu32 " of them empty; %" PRIu32 " contexts were unknown",
       still.compared, still.listed[FILTER_LIVE], still.listed[FILTER_DEAF], still.listed[FILTER_FINDING], still.empty, still.unknown);
    ok(!still.wrong, "wandering: they are what asking each context says (%" PRIu32 " are not)", still.wrong);
    ok(grows.compared > 400 && grows.listed[FILTER_LIVE] > 10000, "growing: %" PRIu32 " lists were compared", grows.compared);
    ok(!grows.wrong, "growing: they are what asking each context says (%" PRIu32 " are not)", grows.wrong);
    for (int round = 0; round < 20; round++)
        each_step(&small);
    ok(small.compared > 3000 && small.listed[FILTER_DEAF] > 1000 && small.listed[FILTER_FINDING] > 1000 && small.unknown > 1000 && !small.wrong,
       "event after event, forward and back: %" PRIu32 " lists (%" PRIu32 " are not what they are)", small.compared, small.wrong);
    far(&apart);
    ok(apart.listed[FILTER_DEAF] > 1000 && apart.unknown > 1000 && !apart.wrong, "by what happens far above: %" PRIu32 " contexts were unknown (%" PRIu32 " lists are not what they are)", apart.unknown, apart.wrong);
    steps();
    return tap_end();
}

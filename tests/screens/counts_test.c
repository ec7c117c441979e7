/* counts_test.c — what a folded row counts, in random forests: at any instant, after any other, with findings or without, and
 * while the trace grows under it, it is what counting one by one says.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "forest.h"
#include "rows.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

typedef struct report { uint32_t compared, wrong, large, with_below, with_odd, with_found; } report_t;

static uint32_t *heads; /* by node: the member of the row in question that it is or hangs under; 0 none */

static bool is_found(const index_t *x, uint32_t node, bool below, size_t n)
{
    const index_node_t *d = &x->node[node];
    bool under = below && node < x->belows && x->below[node] && x->below[node] <= n;
    return under || (d->finding && d->finding <= n);
}

static void mark_heads(const index_t *x, const row_many_t *many)
{
    memset(heads, 0, x->nodes * sizeof *heads);
    for (uint32_t i = 0; i < many->visible; i++)
        heads[many->member[i]] = many->member[i];
    for (bool more = true; more;) { /* on damage or threads a parent may have the higher number */
        more = false;
        for (uint32_t node = 1; node < x->nodes; node++)
            if (!heads[node] && heads[x->node[node].parent]) {
                heads[node] = heads[x->node[node].parent];
                more = true;
            }
    }
}

static bool odds_hold(const index_t *x, const row_many_t *many, const index_crowd_t *own, size_t n)
{
    const index_crowd_t *w = many->crowd;
    uint32_t most = LIFE_LIVE, odds = 0;

    for (uint32_t l = LIFE_LIVE; l < LIFE_COUNT; l++)
        most = own->life[l] > own->life[most] ? l : most;
    uint32_t few = many->visible - own->life[most];
    bool minority = many->visible >= 8 && few > 0 && few <= 3;
    for (uint32_t i = 0; i < many->visible && odds < 4; i++) {
        uint32_t node = many->member[i];
        if ((minority && index_life(x, node, n) != (life_t)most) || (own->found < 4 && is_found(x, node, !many->chain, n)))
            if (odds >= w->odds || w->odd[odds++] != node)
                return false;
    }
    return odds == w->odds;
}

static void compare(const index_t *x, const row_many_t *many, size_t n, report_t *p)
{
    index_crowd_t own = {0};

    mark_heads(x, many);
    for (uint32_t i = 0; i < many->visible; i++) {
        own.life[index_life(x, many->member[i], n)]++;
        own.found += is_found(x, many->member[i], !many->chain, n);
    }
    for (uint32_t node = 1; !many->chain && node < x->nodes; node++)
        if (heads[node] && heads[node] != node && index_life(x, node, n) != LIFE_UNSEEN)
            own.below[index_life(x, node, n)]++;
    bool same = !memcmp(own.life, many->crowd->life, sizeof own.life) && !memcmp(own.below, many->crowd->below, sizeof own.below) && own.found == many->crowd->found;
    p->compared++;
    p->wrong += !same || !odds_hold(x, many, &own, n);
    p->large += many->visible > 600;
    p->with_odd += many->crowd->odds > 0;
    p->with_found += own.found > 0;
    for (int l = 0; l < LIFE_COUNT; l++)
        if (own.below[l]) {
            p->with_below++;
            break;
        }
}

static void look(rows_t *r, size_t n, report_t *p)
{
    rows_look(r, n, FILTER_ALL);
    for (row_t row = rows_first(r); row.type; row = rows_next(r, row)) {
        row_many_t many = rows_many(r, row);
        if (!many.crowd)
            continue;
        compare(r->index, &many, n, p);
        uint32_t life[LIFE_COUNT] = {0}, from = many.visible ? any(many.visible) : 0, all = 0;
        crowd_lives(r->index, many.crowd, many.member - many.start, many.start + from, many.start + many.visible, n, life);
        for (uint32_t i = from; i < many.visible; i++)
            life[index_life(r->index, many.member[i], n)]--;
        for (int l = 0; l < LIFE_COUNT; l++)
            all |= life[l];
        p->wrong += all != 0;
    }
}

static void findings(index_t *x)
{
    index_found_none(x);
    for (uint32_t i = any(6); i > 0; i--)
        index_found(x, 1 + any(x->nodes - 1), 1 + any((uint32_t)x->built));
}

/* Step by step, by leaps, forward and back; somebody looks at findings, opens and closes. */
static void wander(rows_t *r, report_t *p)
{
    size_t n = any((uint32_t)r->index->built + 1);

    for (int i = 0; i < 12; i++) {
        size_t to = any(3) ? n + any(5) : any((uint32_t)r->index->built + 1);
        n = to > 2 ? to - any(3) : to;
        n = n > r->index->built ? r->index->built : n;
        look(r, n, p);
        if (!any(6))
            findings(r->index);
        row_t row = rows_of(r, 1 + any(r->index->nodes - 1));
        if (row.type && rows_can_open(r, row) && !any(3))
            rows_set_open(r, row, any(2));
    }
}

static void whole(report_t *p)
{
    trace_t *t = forest(20 + any(3000), true);
    index_t x;
    index_start(&x, t);
    index_build(&x);
    heads = malloc(x.nodes * sizeof *heads);
    rows_t r = {.index = &x};
    wander(&r, p);
    free(heads);
    rows_free(&r);
    index_free(&x);
    trace_free(t);
}

/* The same forest, event after event, and looked at in between. */
static void growing(report_t *p)
{
    trace_t *all = forest(20 + any(3000), true), *t = trace_new(CTX_TRACE_VIRTUAL, "growing");
    index_t x;
    heads = malloc(4000 * sizeof *heads);
    for (uint32_t i = 1; i < trace_sites(all); i++)
        trace_add_site(t, trace_site(all, i).file, trace_site(all, i).line, trace_site(all, i).func);
    index_start(&x, t);
    rows_t r = {.index = &x};
    for (size_t at = 0; at < trace_count(all);) {
        for (uint32_t by = 1 + any(any(4) ? 30 : 400); by > 0 && at < trace_count(all); by--)
            trace_add(t, trace_event(all, at++));
        index_build(&x);
        look(&r, x.built, p);
        if (!any(4))
            look(&r, any((uint32_t)x.built + 1), p);
        if (!any(9))
            findings(&x);
    }
    free(heads);
    rows_free(&r);
    index_free(&x);
    trace_free(t);
    trace_free(all);
}

/* Four contexts alike are told, the tasks under them stop, and under one of them another is started: it has not stopped. */
static void started_again(void)
{
    trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "again");
    uint32_t site = trace_add_site(t, "again.c", 3, "serve");
    index_t x;

    put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_BACKGROUND, .node = 1});
    for (uint32_t i = 2; i < 6; i++) {
        put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = i, .other = 1, .value = INT64_MAX, .site = site});
        put(t, (ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = i, .node = i, .site = site});
    }
    for (uint32_t i = 2; i < 6; i++) {
        put(t, (ctx_event_t){.kind = CTX_EV_TOLD, .node = i, .flags = CTX_WHY_CALL, .detail = 1});
        put(t, (ctx_event_t){.kind = CTX_EV_TASK_END, .task = i});
    }
    index_start(&x, t);
    index_build(&x);
    rows_t r = {.index = &x};
    rows_look(&r, x.built, FILTER_ALL);
    row_t row = rows_next(&r, rows_first(&r));
    ok(rows_many(&r, row).life[LIFE_STOPPED] == 4, "four have stopped");
    put(t, (ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = 9, .node = 3, .site = site});
    index_build(&x);
    rows_look(&r, x.built, FILTER_ALL);
    row_many_t many = rows_many(&r, row);
    ok(index_life(&x, 3, x.built) == LIFE_TOLD && many.life[LIFE_STOPPED] == 3 && many.life[LIFE_TOLD] == 1, "who has a task again has not stopped, in its own row and among the many");
    put(t, (ctx_event_t){.kind = CTX_EV_TASK_END, .task = 9});
    index_build(&x);
    rows_look(&r, x.built, FILTER_ALL);
    ok(rows_many(&r, row).life[LIFE_STOPPED] == 4, "until that one has ended, too");
    put(t, (ctx_event_t){.kind = CTX_EV_TASK_END, .task = 10});
    put(t, (ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = 10, .node = 4, .site = site});
    index_build(&x);
    ok(index_life(&x, 4, x.built) == LIFE_STOPPED, "a task whose end was recorded before its start is none that runs");
    rows_free(&r);
    index_free(&x);
    trace_free(t);
}

int main(void)
{
    report_t still = {0}, grows = {0};

    for (int round = 0; round < 40; round++)
        whole(&still);
    for (int round = 0; round < 20; round++)
        growing(&grows);
    ok(still.compared > 1000 && still.large > 50 && still.with_below > 100 && still.with_odd > 20 && still.with_found > 20,
       "wandering: %" PRIu32 " folded rows were compared, %" PRIu32 " large, %" PRIu32 " with some below, %" PRIu32 " with exceptions, %" PRIu32 " with findings",
       still.compared, still.large, still.with_below, still.with_odd, still.with_found);
    ok(!still.wrong, "wandering: they count what is there (%" PRIu32 " do not)", still.wrong);
    ok(grows.compared > 1000 && grows.large > 50 && grows.with_below > 100, "growing: %" PRIu32 " folded rows were compared, %" PRIu32 " large, %" PRIu32 " with some below",
       grows.compared, grows.large, grows.with_below);
    ok(!grows.wrong, "growing: they count what is there (%" PRIu32 " do not)", grows.wrong);
    started_again();
    return tap_end();
}

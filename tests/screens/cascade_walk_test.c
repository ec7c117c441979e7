/* cascade_walk_test.c — what is kept of a cascade from one position to the next is what counting it anew gives, by any way.
 */
#include <stdlib.h>
#include <string.h>

#include "cascade_sum.h"
#include "forest.h"
#include "tap.h"

unsigned tap_passed, tap_failed;

static trace_t *cancelled(uint32_t nodes, bool threads)
{
    trace_t *t = trace_new(threads ? CTX_TRACE_THREADS : CTX_TRACE_VIRTUAL, "cancelled");
    uint32_t tasks = 0;
    int64_t now = 0;

    put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_BACKGROUND, .node = 1, .value = INT64_MAX});
    for (uint32_t i = 2; i <= nodes; i++)
        put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = i, .other = 1 + i / 9, .value = INT64_MAX});
    for (uint32_t i = 2; i <= nodes; i++) {
        uint32_t top = i % 40 == 2 ? i : i / 40 * 40 + 2;
        now = threads ? (int64_t)any(1000) : now + (int64_t)any(3);
        if (i == top)
            put(t, (ctx_event_t){.kind = CTX_EV_CANCEL_CALL, .node = i, .detail = 1, .flags = CTX_WHY_CALL, .time = now});
        put(t, (ctx_event_t){.kind = CTX_EV_TOLD, .node = i, .other = i == top ? 0 : top, .detail = 1, .flags = i == top ? CTX_WHY_CALL : CTX_WHY_PARENT, .time = now});
        uint32_t what = any(4), task = tasks ? 1 + any(tasks) : 0, node = 2 + any(nodes - 1);
        if (what == 0)
            put(t, (ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = ++tasks, .node = node, .time = now});
        else if (what == 1)
            put(t, (ctx_event_t){.kind = CTX_EV_NOTICED, .node = node, .detail = 1, .time = now});
        else if (what == 2 && task)
            put(t, (ctx_event_t){.kind = CTX_EV_TASK_END, .task = task, .time = now});
    }
    return t;
}

/* ---- counted slowly and plainly --------------------------------------------------------------------------- */

static int64_t slow_time(const view_t *v, uint32_t event) { return trace_event(v->trace, event - 1)->time; }

static int by_ns(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void slow_late(cascade_sum_t *s, int kind, int64_t *ns, uint32_t count)
{
    qsort(ns, count, sizeof *ns, by_ns);
    s->count[kind] = count;
    for (int i = 0; i < 3 && count; i++)
        s->p[kind][i] = ns[i == 0 ? (count - 1) / 2 : i == 1 ? (count * 99 + 99) / 100 - 1 : count - 1];
}

static bool slow_looks(const view_t *v, const index_node_t *d)
{
    uint32_t task = d->noticed > v->n ? trace_event(v->trace, d->noticed - 1)->task : 0;
    const index_task_t *t = task && task < v->index.tasks ? &v->index.task[task] : NULL;
    uint32_t told = t && t->node ? v->index.node[t->node].told : 0;

    return told && told <= v->n && t->made && t->made < d->told;
}

static cascade_sum_t slow_sum(const view_t *v, uint32_t id)
{
    const index_cascade_t *c = &v->index.cascade[id - 1];
    cascade_sum_t s = {.id = id};
    int64_t *ns[3], start = slow_time(v, c->first);
    uint32_t count[3] = {0};

    for (int k = 0; k < 3; k++)
        ns[k] = malloc((c->told + 1) * sizeof *ns[k]);
    for (uint32_t i = 0; i < c->told; i++) {
        uint32_t node = cascade_members(c)[i];
        const index_node_t *d = &v->index.node[node];
        if (d->told > v->n)
            continue;
        uint32_t wave = d->wave - v->index.node[c->node].wave, halted = d->stopped ? d->heeded : 0;
        bool noticed = d->noticed && d->noticed <= v->n, stopped = halted && halted <= v->n;
        bool listened = (node < v->model->nodes && v->model->node[node].listeners) || slow_looks(v, d);
        s.told++;
        s.wave[wave < WAVES_SHOWN ? wave : WAVES_SHOWN]++;
        s.waves = wave + 1 > s.waves ? wave + 1 : s.waves;
        s.listening += noticed || stopped || listened;
        if (listened && !noticed && !stopped && s.stragglers++ < STRAGGLERS_SHOWN)
            s.straggler[s.stragglers - 1] = node;
        ns[0][count[0]++] = slow_time(v, d->told) - start;
        if (noticed)
            ns[1][count[1]++] = slow_time(v, d->noticed) - start;
        if (stopped)
            ns[2][count[2]++] = slow_time(v, halted) - start;
    }
    for (int k = 0; k < 3; k++) {
        slow_late(&s, k, ns[k], count[k]);
        free(ns[k]);
    }
    return s;
}

static bool same(const cascade_sum_t *a, const cascade_sum_t *b)
{
    return a->told == b->told && !memcmp(a->wave, b->wave, sizeof a->wave) && a->waves == b->waves && a->listening == b->listening && a->stragglers == b->stragglers &&
           !memcmp(a->straggler, b->straggler, sizeof a->straggler) && !memcmp(a->p, b->p, sizeof a->p) && !memcmp(a->count, b->count, sizeof a->count);
}

/* ---- whose locks a cascade holds on its way ----------------------------------------------------------------- */

enum { DEEP = 300 };

static trace_t *under_way(void)
{
    trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "under-way");
    static uint32_t parent[DEEP + 1];

    put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_BACKGROUND, .node = 1, .value = INT64_MAX});
    for (uint32_t i = 2; i <= DEEP; i++) {
        parent[i] = i < 5 ? i - 1 : any(4) ? i - 1 : i - 1 - any(3);
        put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = i, .other = parent[i], .value = INT64_MAX});
    }
    put(t, (ctx_event_t){.kind = CTX_EV_CANCEL_CALL, .node = 2, .detail = 1, .flags = CTX_WHY_CALL, .task = 1});
    for (uint32_t i = 2; i <= DEEP; i++)
        put(t, (ctx_event_t){.kind = CTX_EV_TOLD, .node = i, .other = i == 2 ? 0 : parent[i], .detail = 1, .flags = i == 2 ? CTX_WHY_CALL : CTX_WHY_PARENT, .task = 1});
    put(t, (ctx_event_t){.kind = CTX_EV_CANCEL_END, .node = 2, .value = DEEP - 1, .task = 1});
    return t;
}

static void lock_said(void *self, const char *name, style_t st, const char *text)
{
    (void)st;
    if (!strcmp(name, "lock"))
        *(int *)self = strcmp(text, "free") ? 1 : 0;
}

/* Slow and plain: from whom was told last up to where it began. */
static bool held_here(const view_t *v, uint32_t node)
{
    const ctx_event_t *ev = v->n ? trace_event(v->trace, v->n - 1) : NULL;

    if (!ev || ev->kind != CTX_EV_TOLD)
        return false;
    for (uint32_t at = ev->node; at; at = trace_event(v->trace, v->index.node[at].told - 1)->other)
        if (at == node)
            return true;
    return false;
}

static void locks(void)
{
    unsigned looks = 0, held = 0, wrong = 0;

    for (int round = 0; round < 10; round++) {
        tui_options_t o = TUI_OPTIONS;
        view_t v;
        view_open(&v, under_way(), true, &o);
        size_t n = DEEP + 5, count = trace_count(v.trace);
        uint32_t node = 2;
        for (int i = 0; i < 2000; i++) {
            int lock = -1;
            n = any(20) ? n + any(3) - 1 : any((uint32_t)count + 1);
            n = n > count ? count : n < DEEP ? DEEP : n;
            node = any(6) ? node : any(3) ? 2 + any(20) : any(2) && n > DEEP + 4 && n < count ? (uint32_t)(n - DEEP) - any(2) : 2 + any(DEEP - 1);
            view_goto(&v, n);
            node_slots(&v, node, lock_said, &lock);
            looks += lock >= 0;
            held += lock == 1;
            wrong += lock != held_here(&v, node);
        }
        view_close(&v);
    }
    ok(looks == 20000 && held > 3000 && held < 15000 && !wrong, "of %u looks at a lock the cascade held it in %u (%u were wrong)", looks, held, wrong);
}

/* ---- large ones: several blocks ---------------------------------------------------------------------------- */

/* Values and foreign contexts among them, tasks under any of them that come and go, and a gap now and then. */
static trace_t *large(uint32_t nodes, bool threads, bool gaps)
{
    static const uint8_t kinds[] = {CTX_NODE_CANCEL, CTX_NODE_CANCEL, CTX_NODE_VALUE, CTX_NODE_CUSTOM};
    trace_t *t = trace_new(threads ? CTX_TRACE_THREADS : CTX_TRACE_VIRTUAL, "large");
    uint32_t tasks = 1;
    int64_t now = 0;

    put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_BACKGROUND, .node = 1, .value = INT64_MAX});
    put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = 2, .other = 1, .value = INT64_MAX});
    for (uint32_t i = 3; i <= nodes; i++) {
        put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = kinds[any(4)], .node = i, .other = any(3) ? 2 : i - 1, .value = INT64_MAX});
        if (!any(4))
            put(t, (ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = ++tasks, .node = i});
    }
    put(t, (ctx_event_t){.kind = CTX_EV_CANCEL_CALL, .node = 2, .detail = 1, .flags = CTX_WHY_CALL, .task = 1});
    put(t, (ctx_event_t){.kind = CTX_EV_TOLD, .node = 2, .detail = 1, .flags = CTX_WHY_CALL, .task = 1});
    for (uint32_t i = 3, told = 2; i <= nodes; i++) {
        now = threads ? (int64_t)any(100000) : now + (int64_t)any(3);
        if (any(3))
            put(t, (ctx_event_t){.kind = CTX_EV_TOLD, .node = told = i, .other = any(3) ? 2 : told, .detail = 1, .flags = CTX_WHY_PARENT, .time = now, .task = 1});
        for (uint32_t k = any(3); k > 0; k--) {
            uint32_t what = any(4), task = 2 + any(tasks), node = 3 + any(any(2) ? nodes - 3 : i - 2);
            put(t, what == 0   ? (ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = ++tasks, .node = node, .time = now}
                   : what == 1 ? (ctx_event_t){.kind = CTX_EV_TASK_END, .task = task, .time = now}
                               : (ctx_event_t){.kind = CTX_EV_NOTICED, .node = node, .task = task, .detail = 2, .time = now});
        }
        if (gaps && !any(200))
            put(t, (ctx_event_t){.kind = CTX_EV_GAP, .value = 1, .time = now});
        if (gaps && !any(300))
            put(t, (ctx_event_t){.kind = CTX_EV_SNAPSHOT_END, .value = now, .time = now});
    }
    return t;
}

static void blocks(void)
{
    unsigned looks = 0, wrong = 0, many = 0, late = 0;

    for (int round = 0; round < 24; round++) {
        tui_options_t o = TUI_OPTIONS;
        view_t v;
        view_open(&v, large(1500, round % 2, round % 4 > 1), true, &o);
        size_t n = 0, count = trace_count(v.trace);
        for (int i = 0; i < 120; i++) {
            size_t gap = any((uint32_t)count);
            while (gap > 0 && trace_event(v.trace, gap - 1)->kind != CTX_EV_SNAPSHOT_END)
                gap--;
            n = any(8) ? (n + any(7) + count - 2) % (count + 1) : gap && any(4) ? gap - any(2) : any((uint32_t)count + 1);
            view_goto(&v, n);
            if (!v.index.cascades || !index_cascade_at(&v.index, n))
                continue;
            cascade_sum_t is = *cascade_sum(&v, 1), should = slow_sum(&v, 1);
            looks++;
            wrong += !same(&is, &should);
            many += is.told > 600;
            late += is.count[1] > 50 && is.count[2] > 20 && is.stragglers > 6;
        }
        view_close(&v);
    }
    ok(looks > 1000 && many > 300 && late > 300 && !wrong, "%u looks at a large cascade, %u at more than two blocks of it, %u late in all ways (%u were wrong)", looks, many, late, wrong);
}

/* A step looks at one block; and so it does where somebody comes and goes under another. */
static void steps(void)
{
    enum { NODES = 20000 };
    trace_t *t = trace_new(CTX_TRACE_VIRTUAL, "steps");
    tui_options_t o = TUI_OPTIONS;
    uint64_t most = 0;
    view_t v;

    put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_BACKGROUND, .node = 1, .value = INT64_MAX});
    for (uint32_t i = 2; i <= NODES; i++) {
        put(t, (ctx_event_t){.kind = CTX_EV_NODE_NEW, .detail = CTX_NODE_CANCEL, .node = i, .other = i < 3 ? 1 : 2, .value = INT64_MAX});
        put(t, (ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = i, .node = i});
    }
    put(t, (ctx_event_t){.kind = CTX_EV_CANCEL_CALL, .node = 2, .detail = 1, .flags = CTX_WHY_CALL, .task = 2});
    for (uint32_t i = 2; i <= NODES; i++)
        put(t, (ctx_event_t){.kind = CTX_EV_TOLD, .node = i, .other = i < 3 ? 0 : 2, .detail = 1, .flags = i < 3 ? CTX_WHY_CALL : CTX_WHY_PARENT, .task = 2});
    for (uint32_t i = 3; i <= NODES; i++) {
        put(t, (ctx_event_t){.kind = CTX_EV_NOTICED, .node = i, .task = i, .detail = 2});
        put(t, (ctx_event_t){.kind = CTX_EV_TASK_END, .task = i});
    }
    view_open(&v, t, true, &o);
    view_goto(&v, trace_count(t) - NODES);
    uint64_t before = cascade_work();
    const cascade_sum_t *s = cascade_sum(&v, 1);
    bool all = cascade_work() - before >= NODES - 1, right = s->told == NODES - 1 && s->count[2] && s->stragglers;
    for (int i = 0; i < 100; i++) {
        before = cascade_work();
        uint32_t stragglers = s->stragglers;
        view_goto(&v, v.n + 2);
        right = right && cascade_sum(&v, 1)->stragglers + 1 == stragglers;
        most = cascade_work() - before > most ? cascade_work() - before : most;
    }
    ok(all && right && most && most <= 512, "of %d who are told a step looks at %u at most", NODES, (unsigned)most);
    view_close(&v);
}

int main(void)
{
    unsigned looks = 0, wrong = 0, kept = 0, late = 0;

    for (int round = 0; round < 40; round++) {
        tui_options_t o = TUI_OPTIONS;
        view_t v;
        view_open(&v, cancelled(300, round % 2), true, &o);
        size_t n = 0, count = trace_count(v.trace);
        for (int i = 0; i < 300; i++) {
            n = any(8) ? (n + any(5) + count - 1) % (count + 1) : any((uint32_t)count + 1);
            view_goto(&v, n);
            uint32_t id = index_cascade_at(&v.index, n);
            if (!id)
                continue;
            uint64_t before = cascade_work();
            cascade_sum_t first = *cascade_sum(&v, id);
            kept += cascade_work() == before;
            v.serial ^= 1u << 30; /* as if another view asked */
            cascade_sum_t anew = *cascade_sum(&v, id), slow = slow_sum(&v, id);
            v.serial ^= 1u << 30;
            late += anew.count[1] && anew.count[2] && anew.stragglers;
            looks++;
            wrong += !same(&first, &anew) || !same(&first, &slow);
            if (any(2)) /* what is kept is of this position */
                continue;
            view_goto(&v, n = n + 1 <= count ? n + 1 : n);
            cascade_sum_t next = *cascade_sum(&v, id);
            v.serial ^= 1u << 30;
            anew = *cascade_sum(&v, id);
            v.serial ^= 1u << 30;
            looks++;
            wrong += !same(&next, &anew);
        }
        view_close(&v);
    }
    ok(looks > 8000 && kept > 50 && late > 300, "%u looks at cascades, %u of them by what was kept, %u with some who noticed, stopped, and did not", looks, kept, late);
    ok(!wrong, "each is what counting anew gives (%u were not)", wrong);
    blocks();
    steps();
    locks();
    return tap_end();
}

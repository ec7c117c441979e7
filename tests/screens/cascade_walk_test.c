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
            const cascade_sum_t *s = cascade_sum(&v, id);
            cascade_sum_t first = *s;
            v.serial ^= 1u << 30; /* as if another view asked */
            cascade_sum_t anew = *cascade_sum(&v, id);
            v.serial ^= 1u << 30;
            kept += cascade_sum(&v, id) && first.from < first.at - 1;
            late += anew.count[1] && anew.count[2] && anew.stragglers;
            looks++;
            wrong += !same(&first, &anew);
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
    ok(looks > 8000 && kept > 1000 && late > 300, "%u looks at cascades, %u between two instants, %u with some who noticed, stopped, and did not", looks, kept, late);
    ok(!wrong, "each is what counting anew gives (%u were not)", wrong);
    locks();
    return tap_end();
}

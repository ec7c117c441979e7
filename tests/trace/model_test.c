/* model_test.c — the model: what events mean, and that going there is the same as coming back.
 */
#include <stdlib.h>

#include "make.h"
#include "model_priv.h"
#include "tap.h"

static uint64_t seed = 1;
static uint32_t rnd(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % n;
}

/* ---- a hand-made run ------------------------------------------------------------------------------------- */

/* request (c3, T1) over two children: c4 with a worker, c5 under a value c6 with another worker; then a cancel. */
static trace_t *request(void)
{
    trace_t *t = make_trace();
    uint32_t s = learner(t, 10);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 1, .detail = CTX_NODE_BACKGROUND, .value = INT64_MAX, .time = MS(1000));
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 3, .other = 1, .detail = CTX_NODE_CANCEL, .site = s, .value = INT64_MAX);
    ev(t, .kind = CTX_EV_HANDLE_NEW, .node = 3, .other = 1, .site = s);
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 1, .node = 3, .aux = text(t, "main"));
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 4, .other = 3, .detail = CTX_NODE_TIMER, .task = 1, .value = MS(1050), .site = s);
    ev(t, .kind = CTX_EV_NODE_LINK, .node = 4, .other = 3, .task = 1);
    ev(t, .kind = CTX_EV_TIMER_ARM, .node = 4, .other = 1, .task = 1, .value = MS(1050));
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 2, .node = 4, .task = 1, .aux = text(t, "worker"), .site = s);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 5, .other = 3, .detail = CTX_NODE_CANCEL, .task = 1, .value = INT64_MAX, .site = s);
    ev(t, .kind = CTX_EV_NODE_LINK, .node = 5, .other = 3, .task = 1);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 6, .other = 5, .detail = CTX_NODE_VALUE, .task = 1, .aux = text(t, "user"),
       .value = INT64_MAX, .site = s);
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 3, .node = 6, .task = 1, .aux = text(t, "worker"), .site = s);
    ev(t, .kind = CTX_EV_WORK, .task = 2, .node = 4, .aux = text(t, "ping"));
    ev(t, .kind = CTX_EV_CANCEL_CALL, .task = 1, .node = 3, .detail = 1, .flags = CTX_WHY_CALL, .time = MS(1020), .site = s);
    ev(t, .kind = CTX_EV_TOLD, .task = 1, .node = 3, .detail = 1, .flags = CTX_WHY_CALL);
    ev(t, .kind = CTX_EV_TOLD, .task = 1, .node = 4, .other = 3, .detail = 1, .flags = CTX_WHY_PARENT);
    ev(t, .kind = CTX_EV_TIMER_STOP, .task = 1, .node = 4, .other = 1, .flags = 1);
    ev(t, .kind = CTX_EV_TOLD, .task = 1, .node = 5, .other = 3, .detail = 1, .flags = CTX_WHY_PARENT);
    ev(t, .kind = CTX_EV_CANCEL_END, .task = 1, .node = 3, .value = 3);
    ev(t, .kind = CTX_EV_NOTICED, .task = 2, .node = 4, .detail = 2, .time = MS(1021));
    ev(t, .kind = CTX_EV_TASK_END, .task = 2, .time = MS(1022));
    ev(t, .kind = CTX_EV_WORK, .task = 3, .node = 6, .aux = text(t, "ping"), .time = MS(1023));
    ev(t, .kind = CTX_EV_HANDLE_RELEASE, .task = 1, .node = 3, .other = 1);
    ev(t, .kind = CTX_EV_NODE_FREE, .task = 1, .node = 4, .time = MS(1030));
    ev(t, .kind = CTX_EV_MARK, .task = 1, .aux = text(t, "idle"));
    ev(t, .kind = CTX_EV_END);
    return t;
}

static void test_request(void)
{
    char name[160];
    trace_t *t = request();
    model_t *m = model_new(t);
    model_apply(m, 13);
    ok(m->live_nodes == 4 && m->live_tasks == 3 && m->armed_timers == 1 && m->held_handles == 1,
       "before the cancel: all alive");
    ok(m->node[3].in_set == 2 && m->node[4].set == 3 && m->node[3].children == 2, "two children stand in the set");
    ok(m->node[5].listeners == 1 && m->node[6].listeners == 1, "a task on a value listens to the context below it");
    model_apply_all(m);
    const model_cascade_t *c = &m->cascade[1];
    ok(m->cascades == 2 && c->told == 3 && c->waves == 2 && c->node == 3 && c->last_event && c->stragglers == 2,
       "one cascade: three told in two waves, the root's task and the deaf worker have not noticed");
    const model_node_t *n = &m->node[4];
    ok(model_told(m, 4) == MS(1020) && model_noticed(m, 4) == MS(1021) && model_stopped(m, 4) == MS(1022) &&
       model_detached(m, 4) == MS(1020) && n->state == NODE_FREED && model_noticed_event(m, 4)->task == 2, "told, noticed, stopped and detached are four instants");
    ok(model_noticed(m, 5) == INT64_MIN && model_stopped(m, 5) == INT64_MIN, "what nobody saw stays unknown");
    ok(model_is_told(m, 6) && !m->node[6].told_event, "a value has ended when the context below it has");
    model_text_t ping = model_text(m, "ping");
    ok(ping.work == 2 && ping.work_after == 1 && m->task[3].late_work == 1, "work is counted before and after");
    ok(m->held_handles == 0 && m->armed_timers == 0 && m->idle_event == 25 && m->ended, "nothing is held at the end");
    model_name(m, 6, name, sizeof name);
    ok(!strcmp(name, "context.Background.WithCancel.WithCancel.WithValue(user)"), "a name is the path in Go's words");
    model_label(m, 4, name, sizeof name);
    ok(!strcmp(name, "WithTimeout 50ms"), "a label says the length that was asked for");
    ok(model_root(m, 0) == 1 && model_root(m, 1) == 0, "one root");
    ok(model_deadline(m, 4) == MS(1050) && model_deadline(m, 6) == INT64_MAX, "deadlines");
    model_free(m);
    trace_free(t);
}

static void test_forwarded(void)
{
    trace_t *t = make_trace();
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 3, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .time = 5);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 4, .other = 3, .detail = CTX_NODE_CUSTOM, .value = INT64_MAX);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 5, .other = 4, .detail = CTX_NODE_CANCEL, .value = INT64_MAX);
    ev(t, .kind = CTX_EV_FORWARDER, .node = 5, .other = 4, .detail = 1);
    ev(t, .kind = CTX_EV_CANCEL_CALL, .node = 3, .detail = 1, .flags = CTX_WHY_CALL);
    ev(t, .kind = CTX_EV_TOLD, .node = 3, .detail = 1, .flags = CTX_WHY_CALL);
    ev(t, .kind = CTX_EV_CANCEL_END, .node = 3, .value = 1);
    ev(t, .kind = CTX_EV_CANCEL_CALL, .node = 5, .detail = 1, .flags = CTX_WHY_FORWARD);
    ev(t, .kind = CTX_EV_TOLD, .node = 5, .detail = 1, .flags = CTX_WHY_FORWARD);
    ev(t, .kind = CTX_EV_CANCEL_END, .node = 5, .value = 1);
    ev(t, .kind = CTX_EV_FORWARDER, .node = 5, .other = 4, .detail = 2);
    model_t *m = model_new(t);
    model_apply(m, 7);
    ok(m->forwarders == 1 && m->cascade[1].direct_waves == 1, "the call is over before the forwarder runs");
    model_apply_all(m);
    ok(m->cascades == 2 && m->cascade[1].told == 2 && m->cascade[1].waves == 2 && m->node[5].wave == 2 && m->forwarders == 0,
       "what a forwarder brings is a later wave of the same cascade");
    model_free(m);
    trace_free(t);
}

static void test_gap(void)
{
    trace_t *t = make_trace();
    for (uint32_t i = 3; i <= 6; i++)
        ev(t, .kind = CTX_EV_NODE_NEW, .node = i, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .time = 7);
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 1, .node = 3);
    ev(t, .kind = CTX_EV_HANDLE_NEW, .other = 1, .node = 3);
    ev(t, .kind = CTX_EV_GAP, .value = 40);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 5, .detail = CTX_NODE_CANCEL, .value = INT64_MAX);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 30, .other = 5, .detail = CTX_NODE_CANCEL, .value = INT64_MAX);
    ev(t, .kind = CTX_EV_SNAPSHOT_END);
    model_t *m = model_new(t);
    model_apply_all(m);
    ok(m->lost == 40 && m->live_nodes == 2 && m->live_tasks == 0 && m->held_handles == 0 && m->node[3].state == NODE_FREED &&
       model_detached(m, 3) == INT64_MIN, "after a gap only what the resync names is alive");
    model_free(m);
    trace_free(t);
}

/* ---- forward equals seek --------------------------------------------------------------------------------- */

static void random_event(trace_t *t, uint32_t *nodes, uint32_t *tasks)
{
    static const uint16_t kinds[] = {
        CTX_EV_NODE_NEW, CTX_EV_NODE_NEW, CTX_EV_NODE_LINK, CTX_EV_NODE_UNLINK, CTX_EV_NODE_FREE, CTX_EV_DONE_MADE,
        CTX_EV_FORWARDER, CTX_EV_DOMINATED, CTX_EV_KEEP, CTX_EV_CANCEL_CALL, CTX_EV_TOLD, CTX_EV_TOLD, CTX_EV_CANCEL_END,
        CTX_EV_NOTICED, CTX_EV_LIVE_SEEN, CTX_EV_HANDLE_NEW, CTX_EV_HANDLE_DUP, CTX_EV_HANDLE_RELEASE, CTX_EV_TIMER_ARM,
        CTX_EV_TIMER_STOP, CTX_EV_TIMER_FIRE, CTX_EV_TIMER_FREE, CTX_EV_AFTER_REG, CTX_EV_TASK_NEW, CTX_EV_TASK_NEW,
        CTX_EV_TASK_END, CTX_EV_TASK_BLOCK, CTX_EV_TASK_WAKE, CTX_EV_CHAN_NEW, CTX_EV_CHAN_SEND, CTX_EV_CHAN_RECV,
        CTX_EV_SELECT, CTX_EV_WORK, CTX_EV_MARK, CTX_EV_COUNT, CTX_EV_NOTE, CTX_EV_CLOCK, CTX_EV_VALUE};
    ctx_event_t e = {.kind = kinds[rnd(sizeof kinds / sizeof *kinds)], .flags = (uint8_t)rnd(4), .detail = (uint8_t)(1 + rnd(8)),
                     .task = rnd(*tasks + 2), .node = 1 + rnd(*nodes), .other = rnd(*nodes + 3), .site = rnd(4),
                     .aux = rnd(5), .value = rnd(50), .time = (int64_t)trace_count(t)};
    if (e.kind == CTX_EV_NODE_NEW) {
        e.node = ++*nodes;
        e.other = rnd(3) ? e.node - 1 : rnd(e.node); /* often deep */
    }
    if (e.kind == CTX_EV_TASK_NEW)
        e.other = ++*tasks;
    if (rnd(2000) == 0)
        e.kind = CTX_EV_GAP;
    else if (rnd(300) == 0)
        e.kind = CTX_EV_SNAPSHOT_END;
    trace_add(t, &e);
}

static trace_t *random_trace(size_t n)
{
    trace_t *t = make_trace();
    uint32_t nodes = 1, tasks = 1;
    for (int i = 0; i < 4; i++) {
        char name[8] = {'t', (char)('0' + i), 0};
        learner(t, i);
        text(t, name);
    }
    while (trace_count(t) < n)
        random_event(t, &nodes, &tasks);
    return t;
}

static bool same_model(const model_t *a, const model_t *b)
{
    for (int i = 0; i < TABLES; i++) {
        const table_t *x = &a->priv->table[i], *y = &b->priv->table[i];
        if (x->count != y->count || memcmp(x->base, y->base, (size_t)x->count * x->stride) != 0)
            return false;
    }
    model_t p = *a, q = *b; /* the numbers: all but pointers */
    p.priv = q.priv = NULL, p.node = q.node = NULL, p.task = q.task = NULL, p.handle = q.handle = NULL;
    p.timer = q.timer = NULL, p.chan = q.chan = NULL, p.cascade = q.cascade = NULL, p.mark = q.mark = NULL;
    return p.applied == q.applied && p.now == q.now && p.live_nodes == q.live_nodes && p.live_tasks == q.live_tasks &&
           p.held_handles == q.held_handles && p.armed_timers == q.armed_timers && p.forwarders == q.forwarders &&
           p.peak_nodes == q.peak_nodes && p.peak_tasks == q.peak_tasks && p.lost == q.lost && p.slow_clock == q.slow_clock &&
           p.idle_event == q.idle_event && p.ended == q.ended && a->priv->state.roots == b->priv->state.roots &&
           model_root(a, 1) == model_root(b, 1);
}

static void test_seek(size_t n, size_t every, const char *what)
{
    trace_t *t = random_trace(n);
    model_t *forward = model_new(t), *seeker = model_new(t);
    unsigned compared = 0, same = 0;
    model_key_every_(seeker, every);
    model_key_every_(forward, n + 1);
    model_apply_all(seeker); /* leaves the keyframes */
    unsigned keys = seeker->priv->keys, skips = 0;
    for (unsigned i = 0; i < keys; i++)
        skips += seeker->priv->key[i].skip.change != NULL;
    for (size_t i = 0; i <= n; i++) {
        model_apply(forward, i);
        model_seek(seeker, rnd((uint32_t)n + 1)); /* from anywhere */
        model_seek(seeker, i);
        compared++;
        same += same_model(forward, seeker);
    }
    ok(compared == n + 1 && same == compared && (every > n || keys > 10) && (n / every < 2 * SKIP || skips), what);
    model_free(forward);
    model_free(seeker);
    trace_free(t);
}

static void test_reuse(void)
{
    trace_t *a = random_trace(700), *b = random_trace(300);
    model_t *used = model_new(a), *fresh = model_new(b);
    model_apply_all(used);
    model_rewind(used, b);
    ok(used->nodes == 1 && used->applied == 0 && used->node[0].state == NODE_UNSEEN, "a rewound model is at event 0");
    model_apply_all(used);
    model_apply_all(fresh);
    ok(same_model(used, fresh), "a rewound model is as good as a new one");
    model_free(used);
    model_free(fresh);
    trace_free(a);
    trace_free(b);
}

/* Live: the trace grows while one looks back into it. */
static void test_growing(void)
{
    trace_t *all = random_trace(3000), *t = make_trace();
    for (uint32_t i = 1; i < trace_sites(all); i++)
        learner(t, (int)i - 1);
    for (uint32_t i = 1; i < trace_texts(all); i++)
        text(t, trace_text(all, i));
    model_t *live = model_new(t), *fresh = model_new(all);
    unsigned same = 0, rounds = 0;
    model_key_every_(live, 50);
    model_key_every_(fresh, 4000);
    for (size_t at = 0; at < 3000;) {
        for (size_t by = 1 + rnd(90); by && at < 3000; by--)
            trace_add(t, trace_event(all, at++));
        model_seek(live, rnd((uint32_t)at));
        model_apply_all(live);
        model_apply(fresh, at);
        same += same_model(live, fresh);
        rounds++;
    }
    ok(rounds > 30 && same == rounds && live->priv->keys > 30, "a trace that grows while one goes back and forth in it");
    model_free(live);
    model_free(fresh);
    trace_free(all);
    trace_free(t);
}

/* Ids and links from a damaged file: anything at all. */
static void test_wild(void)
{
    bool all = true;
    for (int round = 0; round < 300; round++) {
        trace_t *t = make_trace();
        for (int i = 0; i < 200; i++) {
            uint32_t wild[4];
            for (int k = 0; k < 4; k++)
                wild[k] = rnd(4) ? rnd(12) : rnd(2) ? UINT32_MAX - rnd(3) : rnd(1u << 30);
            ev(t, .kind = (uint16_t)rnd(CTX_EV_KINDS), .detail = (uint8_t)rnd(256), .flags = (uint8_t)rnd(256), .task = wild[0],
               .node = wild[1], .other = wild[2], .aux = wild[3], .value = rnd(2) ? INT64_MAX : rnd(9), .time = rnd(9));
        }
        model_t *m = model_new(t);
        model_apply_all(m);
        char name[64];
        for (uint32_t i = 0; i < m->nodes && i < 20; i++)
            model_name(m, i, name, sizeof name);
        all = all && m->nodes < 400000 && m->applied == 200;
        model_free(m);
        trace_free(t);
    }
    ok(all, "wild ids neither crash nor make the tables absurd");
}

int main(void)
{
    test_request();
    test_forwarded();
    test_gap();
    test_seek(600, 1000, "by applying again: seek equals forward at every position");
    test_seek(3000, 100, "by keyframes: seek equals forward at every position");
    test_seek(3000, 20, "by many keyframes at once: seek equals forward at every position");
    test_reuse();
    test_growing();
    test_wild();
    return tap_end();
}

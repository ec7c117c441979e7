/* model_test.c — the model: what events mean.
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

/* A forwarder that the snapshot does not name again went away in the gap. */
static void test_gap_forwarders(void)
{
    trace_t *t = make_trace();
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 3, .detail = CTX_NODE_CUSTOM, .value = INT64_MAX);
    for (uint32_t i = 4; i <= 5; i++) {
        ev(t, .kind = CTX_EV_NODE_NEW, .node = i, .other = 3, .detail = CTX_NODE_CANCEL, .value = INT64_MAX);
        ev(t, .kind = CTX_EV_FORWARDER, .node = i, .other = 3, .detail = 1);
    }
    ev(t, .kind = CTX_EV_GAP, .value = 9);
    for (uint32_t i = 3; i <= 5; i++)
        ev(t, .kind = CTX_EV_NODE_NEW, .node = i, .other = i > 3 ? 3 : 0, .detail = i > 3 ? CTX_NODE_CANCEL : CTX_NODE_CUSTOM, .value = INT64_MAX);
    ev(t, .kind = CTX_EV_FORWARDER, .node = 5, .other = 3, .detail = 1);
    ev(t, .kind = CTX_EV_SNAPSHOT_END);
    model_t *m = model_new(t);
    model_apply(m, 5);
    ok(m->forwarders == 2, "two forwarders before a gap");
    model_apply_all(m);
    ok(m->forwarders == 1 && m->node[4].forwarder != 1 && m->node[5].forwarder == 1, "after it only the one that is named again");
    model_seek(m, 5);
    ok(m->forwarders == 2 && m->node[4].forwarder == 1, "and back before it, both");
    model_free(m);
    trace_free(t);
}

/* ---- damage ----------------------------------------------------------------------------------------------- */

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

/* Its task had stopped, and another is started under it. */
static void test_started_again(void)
{
    trace_t *t = make_trace();
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 1, .detail = CTX_NODE_BACKGROUND);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 2, .other = 1, .detail = CTX_NODE_CANCEL, .value = INT64_MAX);
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 1, .node = 2);
    ev(t, .kind = CTX_EV_TOLD, .node = 2, .detail = 1, .flags = CTX_WHY_CALL, .time = MS(5));
    size_t stopped = ev(t, .kind = CTX_EV_TASK_END, .task = 1, .time = MS(10));
    size_t again = ev(t, .kind = CTX_EV_TASK_NEW, .other = 2, .node = 2, .time = MS(20));
    size_t over = ev(t, .kind = CTX_EV_TASK_END, .task = 2, .time = MS(30));
    model_t *m = model_new(t);
    model_seek(m, stopped);
    ok(model_stopped(m, 2) == MS(10), "the only task under it has stopped");
    model_seek(m, again);
    ok(model_stopped(m, 2) == INT64_MIN && m->node[2].listeners == 1, "with another one started it has not");
    model_seek(m, over);
    ok(model_stopped(m, 2) == MS(30), "until that one has, too");
    model_seek(m, stopped);
    ok(model_stopped(m, 2) == MS(10), "and looking back, it had");
    model_free(m);
    trace_free(t);
}

/* Whatever a recording says after it, a context has ended once, and by its first cause. */
static void test_first_cause(void)
{
    trace_t *t = make_trace();
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 3, .detail = CTX_NODE_CANCEL, .value = INT64_MAX);
    ev(t, .kind = CTX_EV_TOLD, .node = 3, .detail = 1, .flags = CTX_WHY_CALL);
    ev(t, .kind = CTX_EV_TOLD, .node = 3, .detail = 2, .flags = CTX_WHY_DEADLINE);
    model_t *m = model_new(t);
    model_apply_all(m);
    ok(m->node[3].err == 1 && m->node[3].why == CTX_WHY_CALL && model_told_event(m, 3) == trace_event(t, 1) && m->live_nodes == 0, "a context has ended once: the first cause stays");
    model_free(m);
    trace_free(t);
}

static void test_task_states(void)
{
    trace_t *t = make_trace();
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 1);
    ev(t, .kind = CTX_EV_TASK_BLOCK, .task = 1, .detail = CTX_OP_RECV, .other = 4, .aux = 1);
    ev(t, .kind = CTX_EV_TASK_WAKE, .task = 1, .detail = CTX_OP_RECV);
    ev(t, .kind = CTX_EV_SPIN, .task = 1, .value = 1000);
    ev(t, .kind = CTX_EV_NOTE, .task = 1);
    ev(t, .kind = CTX_EV_TASK_END, .task = 1);
    model_t *m = model_new(t);
    model_apply(m, 2);
    ok(m->task[1].state == TASK_BLOCKED && m->task[1].object == 4 && m->task[1].deaf, "a task waits, on what, and hears nothing");
    model_apply(m, 3);
    ok(m->task[1].state == TASK_RUNNING && !m->task[1].object && !m->task[1].deaf, "it wakes up, and waits on nothing");
    model_apply(m, 4);
    ok(m->task[1].spins, "it spins");
    model_apply(m, 5);
    ok(!m->task[1].spins, "it does something else");
    model_apply(m, 6);
    ok(m->task[1].state == TASK_ENDED && !m->live_tasks, "it has ended");
    model_free(m);
    trace_free(t);
}

int main(void)
{
    test_first_cause();
    test_task_states();
    test_request();
    test_started_again();
    test_forwarded();
    test_gap();
    test_gap_forwarders();
    test_wild();
    return tap_end();
}

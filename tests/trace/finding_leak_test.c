/* finding_leak_test.c — what is still there when all is over: a trace that has each finding, and one that nearly does.
 */
#include "finding_make.h"

static trace_t *handle(bool own, bool release_late)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 5);
    ev(t, .kind = CTX_EV_HANDLE_NEW, .node = REQ, .other = 2, .task = 1, .site = own ? learner(t, 5) : scenario(t, 5));
    if (!release_late)
        ev(t, .kind = CTX_EV_HANDLE_RELEASE, .node = REQ, .other = 2, .task = 1, .site = learner(t, 6));
    idle(t);
    if (release_late)
        ev(t, .kind = CTX_EV_HANDLE_RELEASE, .node = REQ, .other = 2, .task = 1, .site = learner(t, 6));
    ev(t, .kind = CTX_EV_END);
    return t;
}

static void test_lost_cancel(void)
{
    positive(handle(true, true), "lost-cancel"); /* released in the teardown: too late */
    negative(handle(true, false), "lost-cancel", "when released before the idle mark");
    negative(handle(false, true), "lost-cancel", "when the scenario made it");
    trace_t *t = world(); /* 100 at one line: one finding; no idle mark: the end counts */
    for (uint32_t i = 0; i < 100; i++) {
        node(t, REQ + i, ROOT, CTX_NODE_CANCEL, 5);
        ev(t, .kind = CTX_EV_HANDLE_NEW, .node = REQ + i, .other = 2 + i, .task = 1, .site = learner(t, 5));
    }
    ev(t, .kind = CTX_EV_END);
    const finding_t *hit = find(t, "lost-cancel");
    ok(hit && hit->count == 100 && strstr(hit->message, "100 times") && trace_site(t, hit->site).line == 5,
       "lost-cancel: 100 at one line are one finding with a count and the line");
    trace_free(t);
    t = world();
    ev(t, .kind = CTX_EV_HANDLE_NEW, .node = ROOT, .other = 2, .task = 1, .site = learner(t, 5));
    ev(t, .kind = CTX_EV_END, .detail = 1);
    negative(t, "lost-cancel", "in a run that was stopped half-way");
}

static trace_t *owned(uint8_t kind, bool own, bool dropped, bool derived)
{
    trace_t *t = world();
    ev(t, .kind = CTX_EV_NODE_NEW, .detail = kind, .node = REQ, .other = ROOT, .task = 1, .value = INT64_MAX,
       .site = own ? learner(t, 5) : scenario(t, 5));
    if (derived)
        node(t, REQ + 1, REQ, CTX_NODE_CANCEL, 6);
    if (dropped)
        ev(t, .kind = CTX_EV_NODE_FREE, .node = REQ, .task = 1);
    idle(t);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static void test_lost_context(void)
{
    positive(owned(CTX_NODE_WITHOUT_CANCEL, true, false, false), "lost-cancel");
    positive(owned(CTX_NODE_VALUE, true, false, false), "lost-cancel");
    negative(owned(CTX_NODE_WITHOUT_CANCEL, true, true, false), "lost-cancel", "for a context that was dropped");
    negative(owned(CTX_NODE_WITHOUT_CANCEL, true, false, true), "lost-cancel", "for a context from which one is derived");
    negative(owned(CTX_NODE_VALUE, false, false, false), "lost-cancel", "for the scenario's context");
    negative(owned(CTX_NODE_CANCEL, true, false, false), "lost-cancel", "for a context with a handle of its own, given back");
}

/* A task makes a bound, and waits: below it, or on what was cut off from it */
static trace_t *stripped(bool below)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 5);
    task(t, 2, REQ, 7);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = REQ + 1, .other = REQ, .detail = below ? CTX_NODE_WITHOUT_CANCEL : CTX_NODE_TIMER, .task = 2,
       .value = below ? INT64_MAX : MS(6000), .site = learner(t, 10));
    ev(t, .kind = CTX_EV_NODE_NEW, .node = REQ + 2, .other = REQ + 1, .detail = below ? CTX_NODE_TIMER : CTX_NODE_WITHOUT_CANCEL, .task = 2,
       .value = below ? MS(6000) : INT64_MAX, .site = learner(t, 11));
    ev(t, .kind = CTX_EV_TASK_BLOCK, .task = 2, .detail = CTX_OP_SLEEP, .node = REQ + 2, .site = learner(t, 12));
    idle(t);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static void test_stripped(void)
{
    positive(stripped(false), "unbounded-detached");
    negative(stripped(true), "unbounded-detached", "when the bound stands below the detachment");
}

static trace_t *armed(bool stop)
{
    trace_t *t = world();
    ev(t, .kind = CTX_EV_TIMER_ARM, .other = 1, .task = 1, .value = MS(5000), .site = learner(t, 8));
    if (stop)
        ev(t, .kind = CTX_EV_TIMER_STOP, .other = 1, .flags = 1);
    idle(t);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *alive(bool ends, bool own)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 5);
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 2, .node = REQ, .task = 1, .aux = text(t, "worker"), .site = own ? learner(t, 7) : scenario(t, 7));
    ev(t, .kind = CTX_EV_TASK_BLOCK, .task = 2, .detail = CTX_OP_RECV, .node = REQ, .site = own ? learner(t, 20) : scenario(t, 20));
    if (ends)
        ev(t, .kind = CTX_EV_TASK_END, .task = 2);
    idle(t);
    ev(t, .kind = CTX_EV_TASK_END, .task = 2);
    ev(t, .kind = CTX_EV_END);
    return t;
}

/* A task that the scenario started, seen first in the watched program and then at a place of the scenario */
static trace_t *called(const char *function)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 5);
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 2, .node = REQ, .task = 1, .aux = text(t, function), .site = scenario(t, 7));
    ev(t, .kind = CTX_EV_LIVE_SEEN, .task = 2, .node = REQ, .site = learner(t, 20));
    ev(t, .kind = CTX_EV_TASK_BLOCK, .task = 2, .detail = CTX_OP_RECV, .node = REQ, .site = scenario(t, 8));
    idle(t);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *waiting(bool told, uint32_t listens, int64_t wakes_after)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 5);
    task(t, 2, REQ, 7);
    ev(t, .kind = CTX_EV_TASK_BLOCK, .task = 2, .detail = CTX_OP_RECV, .node = listens, .aux = !listens, .site = learner(t, 21));
    if (told)
        tell(t, REQ, CTX_WHY_CALL);
    if (wakes_after >= 0) {
        ev(t, .kind = CTX_EV_CLOCK, .time = MS(1000) + wakes_after, .value = MS(1000));
        ev(t, .kind = CTX_EV_TASK_WAKE, .task = 2, .detail = CTX_OP_RECV, .site = learner(t, 21));
        ev(t, .kind = CTX_EV_TASK_END, .task = 2);
    }
    idle(t);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *stale(bool leaves)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 5);
    ev(t, .kind = CTX_EV_NODE_LINK, .node = REQ, .other = ROOT);
    tell(t, REQ, CTX_WHY_CALL);
    if (leaves)
        ev(t, .kind = CTX_EV_NODE_UNLINK, .node = REQ, .other = ROOT);
    idle(t);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *wrapped(bool hears)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_CUSTOM, 5);
    node(t, REQ + 1, REQ, CTX_NODE_CANCEL, 6);
    tell(t, ROOT, CTX_WHY_CALL);
    if (hears)
        tell(t, REQ + 1, CTX_WHY_FORWARD);
    idle(t);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static void test_leaks(void)
{
    positive(armed(false), "lingering-timer");
    negative(armed(true), "lingering-timer", "when stopped");
    positive(alive(false, true), "leaked-task");
    negative(alive(true, true), "leaked-task", "when it returned before the idle mark");
    negative(alive(false, false), "leaked-task", "when it is the scenario's own");
    positive(called("worker"), "leaked-task");
    negative(called("scene_main"), "leaked-task", "when it is back in the scenario it began in");
    positive(waiting(true, 0, -1), "deaf-wait");
    negative(waiting(false, 0, -1), "deaf-wait", "while the context lives");
    negative(waiting(true, REQ, -1), "deaf-wait", "when it listens");
    positive(waiting(true, 0, MS(1)), "deaf-wait");
    negative(waiting(true, 0, 0), "deaf-wait", "when it woke at the same instant");
    positive(stale(false), "stale-link");
    negative(stale(true), "stale-link", "when it left the set");
    positive(wrapped(false), "unlinked-child");
    negative(wrapped(true), "unlinked-child", "when the end arrives through a forwarder");
}

int main(void)
{
    test_lost_cancel();
    test_lost_context();
    test_stripped();
    test_leaks();
    findings_free(&found);
    return tap_end();
}

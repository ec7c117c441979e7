/* finding_task_test.c — what tasks do wrong: a trace that has each finding, and one that nearly does.
 */
#include "finding_make.h"

static trace_t *receives(int times, bool other_between)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 5);
    node(t, REQ + 1, ROOT, CTX_NODE_CANCEL, 5);
    task(t, 2, REQ, 7);
    tell(t, REQ, CTX_WHY_CALL);
    tell(t, REQ + 1, CTX_WHY_CALL);
    for (int i = 0; i < times; i++)
        ev(t, .kind = CTX_EV_NOTICED, .detail = 2, .task = 2, .node = other_between ? (uint32_t)(REQ + i % 2) : REQ, .site = learner(t, 12));
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *fan_out(int n)
{
    trace_t *t = world();
    for (int i = 0; i < n; i++)
        task(t, (uint32_t)i + 2, ROOT, 15);
    for (int i = 0; i < n; i++)
        ev(t, .kind = CTX_EV_TASK_END, .task = (uint32_t)i + 2);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *exiting(bool ended)
{
    trace_t *t = world();
    task(t, 2, BG, 15);
    if (ended)
        ev(t, .kind = CTX_EV_TASK_END, .task = 2);
    ev(t, .kind = CTX_EV_MARK, .task = 1, .aux = text(t, "exit"));
    ev(t, .kind = CTX_EV_END);
    return t;
}

/* What is seen again later, elsewhere, stays where it was seen first. */
static void test_first(void)
{
    trace_t *t = world();
    size_t first = 0;
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 5);
    task(t, 2, REQ, 7);
    tell(t, REQ, CTX_WHY_CALL);
    for (int i = 0; i < 9; i++) {
        size_t at = ev(t, .kind = CTX_EV_WORK, .task = 2, .node = REQ, .aux = text(t, "row"), .site = learner(t, i < 4 ? 13 : 40));
        first = i == 3 ? at : first;
    }
    ev(t, .kind = CTX_EV_END);
    const finding_t *hit = find(t, "late-work");
    ok(hit && hit->event == first && trace_site(t, hit->site).line == 13, "late-work: where it was seen first");
    trace_free(t);
}

static void test_tasks(void)
{
    test_first();
    positive(receives(5, false), "busy-done");
    negative(receives(3, false), "busy-done", "within the lateness that is allowed");
    negative(receives(9, true), "busy-done", "when they are different contexts");
    positive(late(4, 0, true, REQ), "late-work");
    negative(late(3, 0, true, REQ), "late-work", "within three units");
    negative(late(9, 0, false, REQ), "late-work", "while the context lives");
    negative(late(9, 0, true, REQ + 1), "late-work", "when detached on purpose");
    positive(late(9, 0, true, BG), "late-work");
    negative(late(100, MS(1), true, REQ), "late-work", "within 100 steps of a computation");
    positive(late(101, MS(1), true, REQ), "late-work");
    positive(fan_out(101), "unbounded-tasks");
    negative(fan_out(64), "unbounded-tasks", "with a pool of 64");
    positive(exiting(false), "lost-at-exit");
    negative(exiting(true), "lost-at-exit", "when the work was over");
}

int main(void)
{
    test_tasks();
    findings_free(&found);
    return tap_end();
}

/* finding_tree_test.c — what is wrong with a tree: a trace that has each finding, and one that nearly does.
 */
#include "finding_make.h"

static trace_t *born(bool parent_dead)
{
    trace_t *t = world();
    if (parent_dead)
        tell(t, ROOT, CTX_WHY_CALL);
    timer_node(t, REQ, ROOT, 0, 5);
    tell(t, REQ, CTX_WHY_BORN);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *killed(bool looked)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 5);
    task(t, 2, REQ, 7);
    if (looked)
        ev(t, .kind = CTX_EV_LIVE_SEEN, .detail = 1, .task = 2, .node = REQ);
    tell(t, REQ, CTX_WHY_RELEASE);
    ev(t, .kind = CTX_EV_NOTICED, .detail = 1, .task = 2, .node = REQ, .site = learner(t, 9));
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *nested(int outer, int inner, bool outer_used)
{
    trace_t *t = world();
    timer_node(t, REQ, ROOT, outer, 5);
    timer_node(t, REQ + 1, REQ, inner, 6);
    if (outer_used)
        ev(t, .kind = CTX_EV_LIVE_SEEN, .detail = 1, .task = 1, .node = REQ);
    ev(t, .kind = CTX_EV_END);
    return t;
}

/* The inner one is released; the outer one's time comes. */
static trace_t *outlived(int outer, int inner)
{
    trace_t *t = world();
    timer_node(t, REQ, ROOT, outer, 5);
    timer_node(t, REQ + 1, REQ, inner, 6);
    ev(t, .kind = CTX_EV_TOLD, .flags = CTX_WHY_RELEASE, .detail = 1, .node = REQ + 1, .task = 1);
    ev(t, .kind = CTX_EV_TOLD, .flags = CTX_WHY_DEADLINE, .detail = 2, .node = REQ, .task = 1);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *downgraded(bool really)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 5);
    if (really)
        ev(t, .kind = CTX_EV_DOMINATED, .node = REQ, .other = ROOT, .task = 1, .value = MS(9000), .flags = 1, .site = learner(t, 5));
    ev(t, .kind = CTX_EV_END);
    return t;
}

/* A length, or a point in time: flags of NODE_NEW. */
static void lives_for(trace_t *t, uint32_t id, uint32_t parent, int ms, uint8_t length, int line)
{
    ev(t, .kind = CTX_EV_NODE_NEW, .node = id, .other = parent, .detail = CTX_NODE_TIMER, .task = 1, .site = learner(t, line), .value = MS(1000 + ms), .flags = length);
}

static trace_t *dominated_by_length(int above, uint8_t above_length, int mine, uint8_t mine_length)
{
    trace_t *t = world();
    lives_for(t, REQ, ROOT, above, above_length, 5);
    node(t, REQ + 1, REQ, CTX_NODE_CANCEL, 6);
    ev(t, .kind = CTX_EV_DOMINATED, .node = REQ + 1, .other = REQ, .task = 1, .value = MS(1000 + mine), .flags = (uint8_t)(mine_length << 1), .site = learner(t, 6));
    ev(t, .kind = CTX_EV_END);
    return t;
}

/* Several at one line, born when their time was over. */
static trace_t *born_of_lengths(const uint8_t *length, int n)
{
    trace_t *t = world();
    for (int i = 0; i < n; i++) {
        lives_for(t, REQ + (uint32_t)i, ROOT, 0, length[i], 5);
        ev(t, .kind = CTX_EV_TOLD, .node = REQ + (uint32_t)i, .task = 1, .detail = 2, .flags = CTX_WHY_BORN);
    }
    ev(t, .kind = CTX_EV_END);
    return t;
}

static bool certain(trace_t *t, const char *name) /* on a slow machine, too; frees t */
{
    const finding_t *hit = find(t, name);
    bool is = hit && !hit->prompt_only;
    ok(hit, name);
    trace_free(t);
    return is;
}

static void test_slow_machine(void)
{
    static const uint8_t points[] = {0, 0}, lengths[] = {1, 1}, both[] = {0, 1}, turned[] = {1, 0};
    ok(certain(dominated_by_length(20, 1, 30, 1), "dominated-deadline"), "a length that is no shorter than the one above it is for nothing on every schedule");
    ok(!certain(dominated_by_length(20, 1, 10, 1), "dominated-deadline"), "a shorter one only where time passed between the two");
    ok(!certain(dominated_by_length(20, 0, 30, 1), "dominated-deadline"), "and so it is below a point in time");
    ok(!certain(dominated_by_length(20, 1, 30, 0), "dominated-deadline"), "and with one");
    ok(!certain(nested(30, 20, false), "dominated-deadline"), "and with what covers its parent's");
    ok(certain(born_of_lengths(lengths, 2), "born-done"), "a length of nothing has passed on every schedule");
    ok(!certain(born_of_lengths(points, 2), "born-done"), "a point in time may pass before it is set");
    ok(certain(born_of_lengths(both, 2), "born-done"), "who tells of both is not excused for the one");
    ok(certain(born_of_lengths(turned, 2), "born-done"), "in either order");
}

static trace_t *fresh(uint32_t parent, bool as_task)
{
    trace_t *t = world();
    if (as_task)
        task(t, 2, parent, 8);
    else
        node(t, REQ, parent, CTX_NODE_CANCEL, 5);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *helper(void)
{
    trace_t *t = world();
    ev(t, .kind = CTX_EV_TASK_NEW, .task = 1, .other = 2, .node = BG, .aux = text(t, "forwarder"), .site = learner(t, 8));
    ev(t, .kind = CTX_EV_MARK, .aux = text(t, "idle"));
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *worked(uint32_t under, bool by_harness)
{
    trace_t *t = world();
    ev(t, .kind = CTX_EV_WORK, .task = 1, .node = under, .aux = text(t, "query"), .site = by_harness ? scenario(t, 7) : learner(t, 7));
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *detached(bool bounded_before, bool bounded_inside)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_WITHOUT_CANCEL, 5);
    timer_node(t, REQ + 1, REQ, 5000, 6);
    task(t, 2, bounded_before ? REQ + 1 : REQ, 8);
    if (bounded_inside)
        ev(t, .kind = CTX_EV_NODE_NEW, .node = REQ + 2, .other = REQ, .detail = CTX_NODE_TIMER, .task = 2, .site = learner(t, 10), .value = MS(6000));
    ev(t, .kind = CTX_EV_WORK, .task = 2, .node = REQ, .aux = text(t, "row"), .site = learner(t, 11));
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *detached_and_over(int ms)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_WITHOUT_CANCEL, 5);
    task(t, 2, REQ, 8);
    ev(t, .kind = CTX_EV_WORK, .task = 2, .node = REQ, .aux = text(t, "row"), .site = learner(t, 11));
    if (ms > 0)
        ev(t, .kind = CTX_EV_CLOCK, .time = MS(1000 + ms), .value = MS(1000));
    ev(t, .kind = CTX_EV_TASK_END, .task = 2);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *detached_with_handle(bool given, bool shared)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_WITHOUT_CANCEL, 5);
    if (given)
        node(t, REQ + 1, REQ, CTX_NODE_CANCEL, 6);
    task(t, 2, given ? REQ + 1 : REQ, 8);
    if (!given)
        ev(t, .kind = CTX_EV_NODE_NEW, .node = REQ + 1, .other = REQ, .detail = CTX_NODE_CANCEL, .task = 2, .site = learner(t, 10), .value = INT64_MAX);
    if (shared)
        ev(t, .kind = CTX_EV_TASK_NEW, .other = 3, .node = REQ, .task = 2, .aux = text(t, "guardian"), .site = learner(t, 11));
    ev(t, .kind = CTX_EV_WORK, .task = 2, .node = REQ + 1, .aux = text(t, "row"), .site = learner(t, 12));
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *handed(uint32_t given)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 5);
    node(t, REQ + 1, REQ, CTX_NODE_VALUE, 6);
    task(t, 2, given, 8);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *handed_past_two(uint32_t given)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_TIMER, 5);
    node(t, REQ + 1, REQ, CTX_NODE_VALUE, 6);
    task(t, 2, given, 8);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *forwarded(uint8_t how)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_CUSTOM, 5);
    node(t, REQ + 1, REQ, CTX_NODE_CANCEL, 6);
    ev(t, .kind = CTX_EV_FORWARDER, .node = REQ + 1, .other = REQ, .detail = how);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static void test_tree(void)
{
    positive(born(false), "born-done");
    negative(born(true), "born-done", "when its parent had ended: that is the parent's end");
    positive(killed(false), "born-done");
    negative(killed(true), "born-done", "when somebody had seen it alive");
    positive(downgraded(true), "dominated-deadline");
    negative(downgraded(false), "dominated-deadline", "for a plain cancel");
    positive(nested(30, 20, false), "dominated-deadline");
    positive(nested(30, 30, true), "dominated-deadline");
    negative(nested(30, 20, true), "dominated-deadline", "when the outer one is used for itself");
    negative(outlived(30, 20), "dominated-deadline", "when the outer one did fire");
    says(nested(30, 20, false), "dominated-deadline", "can never be the one that fires");
    says(outlived(30, 30), "dominated-deadline", "ends nothing sooner: its parent ends at the same instant");
    says(nested(30, 30, true), "dominated-deadline", "its parent ends at the same instant");
    positive(fresh(BG, false), "rerooted");
    positive(fresh(BG, true), "rerooted");
    negative(fresh(ROOT, false), "rerooted", "under what was given");
    negative(helper(), "rerooted", "when the engine started the task");
    negative(helper(), "leaked-task", "when it is the engine's own");
    positive(worked(BG, false), "rerooted");
    negative(worked(ROOT, false), "rerooted", "when the work is done under what was given");
    negative(worked(BG, true), "rerooted", "when the scenario does the work");
    positive(worked(TODO, false), "todo-root");
    positive(fresh(TODO, false), "todo-root");
    positive(fresh(TODO, true), "todo-root");
    negative(fresh(BG, false), "todo-root", "under Background");
    positive(detached(false, false), "unbounded-detached");
    negative(detached(true, false), "unbounded-detached", "with a deadline below the detachment");
    negative(detached(false, true), "unbounded-detached", "when the task bounds itself");
    positive(detached_and_over(20), "unbounded-detached");
    negative(detached_and_over(0), "unbounded-detached", "when the task takes no time");
    negative(detached_with_handle(true, false), "unbounded-detached", "when somebody holds a handle below the detachment");
    positive(detached_with_handle(false, false), "unbounded-detached");
    negative(detached_with_handle(false, true), "unbounded-detached", "when the task makes a context that another one can end");
    positive(handed(REQ), "unheard-child");
    negative(handed(REQ + 1), "unheard-child", "when the derived one is handed over");
    positive(handed_past_two(ROOT), "unheard-child");
    negative(handed_past_two(REQ + 1), "unheard-child", "when the innermost is handed over");
    positive(forwarded(1), "slow-path");
    negative(forwarded(3), "slow-path", "when after_func is used");
}

int main(void)
{
    test_slow_machine();
    test_tree();
    findings_free(&found);
    return tap_end();
}

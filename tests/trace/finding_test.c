/* finding_test.c — each finding that events can show: a trace that has it, and one that nearly does.
 */
#include <stdlib.h>

#include "check.h"
#include "make.h"
#include "tap.h"

enum { BG = 1, TODO = 2, ROOT = 3, REQ = 4 };

/* Background, TODO, the scenario's root c3 with task 1 on it */
static trace_t *world(void)
{
    trace_t *t = make_trace();
    uint32_t s = trace_add_site(t, "scenario", 1, "scenario");
    ev(t, .kind = CTX_EV_NODE_NEW, .node = BG, .detail = CTX_NODE_BACKGROUND, .value = INT64_MAX, .time = MS(1000));
    ev(t, .kind = CTX_EV_NODE_NEW, .node = TODO, .detail = CTX_NODE_TODO, .value = INT64_MAX);
    ev(t, .kind = CTX_EV_NODE_NEW, .node = ROOT, .other = BG, .detail = CTX_NODE_CANCEL, .value = INT64_MAX, .site = s);
    ev(t, .kind = CTX_EV_HANDLE_NEW, .node = ROOT, .other = 1, .site = s);
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 1, .node = ROOT, .aux = text(t, "scenario"));
    return t;
}

static size_t node(trace_t *t, uint32_t id, uint32_t parent, uint8_t kind, int line)
{
    return ev(t, .kind = CTX_EV_NODE_NEW, .node = id, .other = parent, .detail = kind, .task = 1, .site = learner(t, line), .value = INT64_MAX);
}

static void timer_node(trace_t *t, uint32_t id, uint32_t parent, int ms, int line)
{
    ev(t, .kind = CTX_EV_NODE_NEW, .node = id, .other = parent, .detail = CTX_NODE_TIMER, .task = 1, .site = learner(t, line),
       .value = MS(1000 + ms));
}

static void task(trace_t *t, uint32_t id, uint32_t ctx, int line)
{
    ev(t, .kind = CTX_EV_TASK_NEW, .other = id, .node = ctx, .task = 1, .aux = text(t, "worker"), .site = learner(t, line));
}

static void tell(trace_t *t, uint32_t id, uint8_t why)
{
    ev(t, .kind = CTX_EV_CANCEL_CALL, .node = id, .task = 1, .detail = 1, .flags = why);
    ev(t, .kind = CTX_EV_TOLD, .node = id, .task = 1, .detail = 1, .flags = why);
    ev(t, .kind = CTX_EV_CANCEL_END, .node = id, .task = 1, .value = 1);
}

static void idle(trace_t *t)
{
    ev(t, .kind = CTX_EV_MARK, .task = 1, .aux = text(t, "idle"), .site = scenario(t, 9));
}

static findings_t found;

static const finding_t *find(trace_t *t, const char *name)
{
    model_t *m = model_new(t);
    model_apply_all(m);
    size_t before = m->applied;
    findings_clear(&found);
    findings_run(m, &found);
    const finding_t *hit = NULL;
    for (uint32_t i = 0; i < found.count; i++)
        if (!strcmp(found.item[i].name, name))
            hit = &found.item[i];
    if (m->applied != before)
        hit = NULL; /* findings leave the model where it was */
    model_free(m);
    return hit;
}

static bool has(trace_t *t, const char *name) /* frees t */
{
    const finding_t *hit = find(t, name);
    bool good = hit && *hit->message && hit->event && hit->count == 1;
    trace_free(t);
    return good;
}

static bool lacks(trace_t *t, const char *name)
{
    const finding_t *hit = find(t, name);
    if (hit)
        printf("# %s: %s\n", name, hit->message);
    trace_free(t);
    return !hit;
}

static bool message_has(trace_t *t, const char *name, const char *words) /* frees t */
{
    const finding_t *hit = find(t, name);
    bool seen = hit && strstr(hit->message, words);
    trace_free(t);
    return seen;
}

#define says(t, name, words) ok(message_has((t), (name), (words)), name ": says \"" words "\"")
#define positive(t, name) ok(has((t), (name)), name ": seen")
#define negative(t, name, what) ok(lacks((t), (name)), name ": not " what)

/* ---- leaks ----------------------------------------------------------------------------------------------- */

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

/* ---- tasks ----------------------------------------------------------------------------------------------- */

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

static trace_t *late(int units, int64_t takes, bool told_first, uint32_t under)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 5);
    node(t, REQ + 1, REQ, CTX_NODE_WITHOUT_CANCEL, 6);
    task(t, 2, REQ, 7);
    if (told_first)
        tell(t, REQ, CTX_WHY_CALL);
    for (int i = 0; i < units; i++)
        ev(t, .kind = CTX_EV_WORK, .task = 2, .node = under, .aux = text(t, "row"), .value = takes, .site = learner(t, 13));
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

static void test_tasks(void)
{
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

/* ---- the tree -------------------------------------------------------------------------------------------- */

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
    positive(handed(REQ), "unheard-child");
    negative(handed(REQ + 1), "unheard-child", "when the derived one is handed over");
    positive(handed_past_two(ROOT), "unheard-child");
    negative(handed_past_two(REQ + 1), "unheard-child", "when the innermost is handed over");
    positive(forwarded(1), "slow-path");
    negative(forwarded(3), "slow-path", "when after_func is used");
}

/* ---- events ---------------------------------------------------------------------------------------------- */

static trace_t *custom(uint16_t first, uint8_t first_detail, uint16_t then, uint8_t kind)
{
    trace_t *t = world();
    node(t, REQ, ROOT, kind, 5);
    ev(t, .kind = first, .detail = first_detail, .task = 1, .node = REQ, .site = learner(t, 9));
    ev(t, .kind = then, .detail = then == CTX_EV_LIVE_SEEN ? 1 : CTX_OP_SELECT, .task = 1, .node = REQ, .site = learner(t, 10));
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *lookup(bool custom_between, bool passed_on)
{
    trace_t *t = world();
    uint32_t user = text(t, "user");
    ev(t, .kind = CTX_EV_NODE_NEW, .node = REQ, .other = ROOT, .detail = CTX_NODE_VALUE, .aux = user, .task = 1, .value = INT64_MAX);
    node(t, REQ + 1, REQ, custom_between ? CTX_NODE_CUSTOM : CTX_NODE_CANCEL, 6);
    if (passed_on)
        ev(t, .kind = CTX_EV_VALUE, .task = 1, .node = REQ, .other = REQ, .value = user, .aux = 1);
    ev(t, .kind = CTX_EV_VALUE, .task = 1, .node = REQ + 1, .other = custom_between ? 0 : REQ, .value = user, .aux = 1);
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *by_hand(uint8_t woke_in, bool worked_between)
{
    trace_t *t = world();
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 5);
    task(t, 2, REQ, 7);
    ev(t, .kind = CTX_EV_TASK_BLOCK, .task = 2, .detail = woke_in, .aux = 1);
    ev(t, .kind = CTX_EV_TIMER_FIRE, .other = 1, .time = MS(1100));
    ev(t, .kind = CTX_EV_TASK_WAKE, .task = 2, .detail = woke_in);
    if (worked_between)
        ev(t, .kind = CTX_EV_WORK, .task = 2, .node = REQ, .aux = text(t, "row"));
    ev(t, .kind = CTX_EV_CANCEL_CALL, .task = 2, .node = REQ, .flags = CTX_WHY_CALL, .detail = 1, .site = learner(t, 14));
    ev(t, .kind = CTX_EV_END);
    return t;
}

static trace_t *verdict(uint16_t kind, uint8_t flags)
{
    trace_t *t = world();
    ev(t, .kind = kind, .flags = flags, .detail = 1, .task = 1, .aux = text(t, "nil key"), .other = learner(t, 3), .site = learner(t, 4));
    ev(t, .kind = CTX_EV_END, .detail = 2);
    return t;
}

static void test_events(void)
{
    positive(custom(CTX_EV_NOTICED, 1, CTX_EV_TASK_BLOCK, CTX_NODE_CUSTOM), "err-before-done");
    negative(custom(CTX_EV_NOTICED, 1, CTX_EV_TASK_BLOCK, CTX_NODE_VALUE), "err-before-done", "for the engine's own");
    negative(custom(CTX_EV_LIVE_SEEN, 1, CTX_EV_TASK_BLOCK, CTX_NODE_CUSTOM), "err-before-done", "while it lives");
    positive(custom(CTX_EV_NOTICED, 2, CTX_EV_LIVE_SEEN, CTX_NODE_CUSTOM), "done-before-err");
    negative(custom(CTX_EV_NOTICED, 1, CTX_EV_LIVE_SEEN, CTX_NODE_CUSTOM), "done-before-err", "when done was not seen");
    positive(custom(CTX_EV_NOTICED, 2, CTX_EV_TASK_BLOCK, CTX_NODE_CUSTOM), "unstable-done");
    negative(custom(CTX_EV_NOTICED, 2, CTX_EV_NOTICED, CTX_NODE_CUSTOM), "unstable-done", "when it stays closed");
    positive(lookup(true, false), "severed-values");
    negative(lookup(true, true), "severed-values", "when the question is passed on");
    negative(lookup(false, false), "severed-values", "without a custom context between");
    positive(by_hand(CTX_OP_SLEEP, false), "reason-lost");
    positive(by_hand(CTX_OP_RECV, false), "reason-lost");
    negative(by_hand(CTX_OP_RECV, true), "reason-lost", "when it did something else first");
    positive(verdict(CTX_EV_PANIC, 1), "panic");
    negative(verdict(CTX_EV_PANIC, 0), "panic", "when recovered");
    positive(verdict(CTX_EV_RACE, 0), "data-race");
    positive(verdict(CTX_EV_USE_AFTER, 0), "use-after-release");
    positive(verdict(CTX_EV_DOUBLE_RELEASE, 0), "double-release");
    positive(verdict(CTX_EV_DEADLOCK, 0), "deadlock");
    positive(verdict(CTX_EV_SPIN, 0), "spin");
    negative(verdict(CTX_EV_NOTE, 0), "spin", "from a note");
}

/* ---- checks ---------------------------------------------------------------------------------------------- */

static void test_checks(void)
{
    trace_t *t = late(3, 0, true, REQ);
    ev(t, .kind = CTX_EV_COUNT, .aux = text(t, "attempts"), .value = 4);
    ev(t, .kind = CTX_EV_NOTE, .aux = text(t, "gave up"));
    ev(t, .kind = CTX_EV_MARK, .aux = text(t, "done"), .time = MS(1234));
    ev(t, .kind = CTX_EV_SCENE_FAIL, .aux = text(t, "wrong-result"), .other = text(t, "7 is not 8"));
    model_t *m = model_new(t);
    model_apply_all(m);
    check_t c = {.model = m};
    ok(check_work(&c, "row") == 3 && check_work_after_told(&c, "row") == 3 && check_work(&c, "other") == 0, "work is counted by name");
    ok(check_count(&c, "attempts") == 4 && check_notes(&c, "gave up") == 1, "so are counts and notes");
    ok(check_time(&c, "done") == MS(1234) && check_time(&c, "never") == -1, "marks have a time, or -1");
    check_eq(&c, "missing-work", "rows", check_work(&c, "row"), 4);
    ok(c.failed == 1 && !c.row[0].ok && !strcmp(c.row[0].message, "rows: 3, expected 4"), "a failed row says what was expected");
    m->slow_clock = true;
    check_prompt_at_most(&c, "over-budget", "ms", 90, 50);
    ok(c.failed == 1 && c.row[1].ok, "promptness is not judged when the clock was slow");
    check_scene(&c);
    ok(c.failed == 2 && !strcmp(c.row[2].name, "wrong-result") && !strcmp(c.row[2].message, "7 is not 8"), "what the scenario saw is a row");
    for (int i = 0; i < 40; i++)
        check_true(&c, "x", i < 39, "row %d", i);
    const finding_t *seen = find(t, "wrong-result");
    ok(seen && !strcmp(seen->message, "7 is not 8") && seen->event == trace_count(t), "and a finding, at its event");
    ok(c.rows == 32 && c.failed == 3 && !c.row[31].ok, "a failed row is never the one left out");
    model_free(m);
    trace_free(t);
}

int main(void)
{
    test_lost_cancel();
    test_lost_context();
    test_leaks();
    test_tasks();
    test_tree();
    test_events();
    test_checks();
    findings_free(&found);
    return tap_end();
}

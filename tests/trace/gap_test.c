/* gap_test.c — a clean program whose events were lost, or whom somebody began to watch late: nothing is found that would need an
 * event not to have happened.
 */
#include "finding_make.h"

enum { RUN = 7, KEPT = 5 };

static trace_t *threads(void)
{
    trace_t *t = trace_new(CTX_TRACE_THREADS, "clean");
    ev(t, .kind = CTX_EV_NODE_NEW, .node = BG, .detail = CTX_NODE_BACKGROUND, .value = INT64_MAX, .time = MS(1000));
    ev(t, .kind = CTX_EV_NODE_NEW, .node = TODO, .detail = CTX_NODE_TODO, .value = INT64_MAX);
    node(t, ROOT, BG, CTX_NODE_CANCEL, 1);
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 1, .node = BG, .aux = text(t, "main"));
    return t;
}

static void gap(trace_t *t, int64_t lost) { ev(t, .kind = CTX_EV_GAP, .value = lost); }

/* The snapshot names the roots, the scenario's and what `kept` says, with the task under its parent */
static void snapshot(trace_t *t, bool kept)
{
    node(t, ROOT, BG, CTX_NODE_CANCEL, 1);
    ev(t, .kind = CTX_EV_TASK_NEW, .other = 1, .node = BG, .aux = text(t, "main"));
    if (kept) {
        node(t, REQ, ROOT, CTX_NODE_CANCEL, 2);
        ev(t, .kind = CTX_EV_HANDLE_NEW, .node = REQ, .other = 4, .site = learner(t, 2));
        node(t, KEPT, REQ, CTX_NODE_CANCEL, 3);
        ev(t, .kind = CTX_EV_HANDLE_NEW, .node = KEPT, .other = 5, .site = learner(t, 3));
        ev(t, .kind = CTX_EV_TIMER_ARM, .node = KEPT, .other = 3, .value = MS(9000), .site = learner(t, 3));
    }
    ev(t, .kind = CTX_EV_SNAPSHOT_END, .value = trace_event(t, trace_count(t) - 1)->time);
}

static void works(trace_t *t, uint32_t ctx)
{
    task(t, RUN, ctx, 12);
    ev(t, .kind = CTX_EV_WORK, .task = 1, .node = ctx, .aux = text(t, "row"), .site = learner(t, 13));
}

static bool finds_nothing(trace_t *t) /* known for sure; frees t */
{
    (void)find(t, "");
    bool none = true;
    for (uint32_t i = 0; i < found.count; i++)
        if (!found.item[i].unknown) {
            printf("# %s: %s\n", found.item[i].name, found.item[i].message);
            none = false;
        }
    trace_free(t);
    return none;
}

static const char *message(trace_t *t, const char *name) /* "" when it is not found */
{
    const finding_t *hit = find(t, name);
    return hit ? hit->message : "";
}

/* Derived and listened to; the listening, and whatever ended it, is what was lost, or came before. */
static trace_t *late_viewer(void)
{
    trace_t *t = threads();
    gap(t, 0);
    snapshot(t, true);
    works(t, REQ);
    return t;
}

static trace_t *overrun(bool kept)
{
    trace_t *t = threads();
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 2);
    ev(t, .kind = CTX_EV_HANDLE_NEW, .node = REQ, .other = 4, .site = learner(t, 2));
    node(t, KEPT, REQ, CTX_NODE_CANCEL, 3);
    ev(t, .kind = CTX_EV_HANDLE_NEW, .node = KEPT, .other = 5, .site = learner(t, 3));
    works(t, REQ);
    gap(t, 1000);
    snapshot(t, kept);
    return t;
}

static void test_unheard(void)
{
    trace_t *t = threads();
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 2);
    node(t, KEPT, REQ, CTX_NODE_CANCEL, 3);
    works(t, REQ);
    ok(*message(t, "unheard-child"), "without a gap a child that nobody listens to is found");
    trace_free(t);
    ok(lacks(late_viewer(), "unheard-child"), "a late viewer does not say that nobody listens to what was there before it");
    ok(lacks(overrun(true), "unheard-child"), "after a gap nobody is said not to have listened");
    ok(lacks(overrun(false), "unheard-child"), "nor to what had ended by then");
    t = overrun(true);
    node(t, 20, REQ, CTX_NODE_CANCEL, 30);
    works(t, REQ);
    ok(*message(t, "unheard-child"), "of what was made after the gap it is known");
    trace_free(t);
}

static void test_leaks(void)
{
    trace_t *t = late_viewer();
    ev(t, .kind = CTX_EV_TASK_END, .task = RUN);
    ev(t, .kind = CTX_EV_END);
    const finding_t *hit = find(t, "lost-cancel");
    ok(hit && hit->unknown, "of a handle from before the viewer came there is not enough evidence");
    ok(finds_nothing(t), "nor of anything else that was there before");
    t = overrun(true);
    ev(t, .kind = CTX_EV_END);
    ok(finds_nothing(t), "after a gap nothing leaks for sure");
    t = overrun(true);
    ev(t, .kind = CTX_EV_MARK, .task = 1, .aux = text(t, "exit"), .site = learner(t, 9));
    ok(finds_nothing(t), "nor is anything lost at the exit");
    t = threads();
    gap(t, 0);
    node(t, ROOT, BG, CTX_NODE_CANCEL, 1);
    task(t, RUN, ROOT, 12);
    ev(t, .kind = CTX_EV_SNAPSHOT_END);
    ev(t, .kind = CTX_EV_MARK, .task = 1, .aux = text(t, "exit"), .site = learner(t, 9));
    hit = find(t, "lost-at-exit");
    ok(hit && hit->unknown, "of a task from before the viewer came it is not known that the exit loses it");
    trace_free(t);
}

static trace_t *waits_deaf(int64_t lost)
{
    trace_t *t = threads();
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 2);
    task(t, 2, REQ, 5);
    gap(t, lost);
    node(t, ROOT, BG, CTX_NODE_CANCEL, 1);
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 2);
    ev(t, .kind = CTX_EV_TOLD, .node = REQ, .detail = 1);
    task(t, 2, REQ, 5);
    ev(t, .kind = CTX_EV_TASK_BLOCK, .task = 2, .detail = CTX_OP_RECV, .site = learner(t, 7), .aux = 1);
    ev(t, .kind = CTX_EV_SNAPSHOT_END, .time = MS(1250));
    ev(t, .kind = CTX_EV_END);
    return t;
}

static void test_waits(void)
{
    trace_t *t = waits_deaf(9);
    ok(strstr(message(t, "deaf-wait"), "before the gap at "), "a wait that a gap's snapshot names began before the gap");
    trace_free(t);
    t = waits_deaf(0);
    ok(strstr(message(t, "deaf-wait"), "before the recording began"), "one that the first snapshot names, before the recording");
    trace_free(t);
}

static void test_born(void)
{
    trace_t *t = overrun(true);
    ev(t, .kind = CTX_EV_TOLD, .node = KEPT, .task = 1, .detail = 1, .flags = CTX_WHY_CALL);
    ev(t, .kind = CTX_EV_NOTICED, .node = KEPT, .task = 1, .detail = 1);
    ok(lacks(t, "born-done"), "what was looked at in a gap is not said to have ended before");
    t = threads();
    ev(t, .kind = CTX_EV_NODE_NEW, .node = REQ, .other = ROOT, .detail = CTX_NODE_CUSTOM, .value = INT64_MAX, .site = learner(t, 4));
    timer_node(t, KEPT, REQ, 50, 5);
    ev(t, .kind = CTX_EV_TOLD, .node = KEPT, .task = 1, .detail = 16, .flags = CTX_WHY_BORN);
    ok(lacks(t, "born-done"), "a child of a custom context that had ended was not made too late");
    static const struct { int ms; uint8_t err; const char *what; } from_custom[] = {
        {50, 2, "nor one whose custom parent's deadline had passed"}, {-50, 1, "nor a late one whose custom parent had been cancelled"}};
    for (int i = 0; i < 3; i++) {
        t = threads();
        ev(t, .kind = CTX_EV_NODE_NEW, .node = REQ, .other = ROOT, .detail = CTX_NODE_CUSTOM, .value = INT64_MAX, .site = learner(t, 4));
        timer_node(t, KEPT, REQ, i < 2 ? from_custom[i].ms : -50, 5);
        ev(t, .kind = CTX_EV_TOLD, .node = KEPT, .task = 1, .detail = i < 2 ? from_custom[i].err : 2, .flags = CTX_WHY_BORN);
        const char *says = message(t, "born-done");
        ok(i < 2 ? !*says : *says && !strstr(says, "its parent was alive"), i < 2 ? from_custom[i].what : "but one whose own deadline had; of its parent nothing is said");
        trace_free(t);
    }
}

static void test_tree(void)
{
    trace_t *t = threads();
    timer_node(t, REQ, ROOT, 50, 2);
    gap(t, 9);
    node(t, ROOT, BG, CTX_NODE_CANCEL, 1);
    timer_node(t, REQ, ROOT, 50, 2);
    ev(t, .kind = CTX_EV_SNAPSHOT_END);
    timer_node(t, KEPT, REQ, 20, 3);
    ok(lacks(t, "dominated-deadline"), "a deadline that others may have used in a gap is not said to be for nothing");
    t = threads();
    node(t, REQ, ROOT, CTX_NODE_WITHOUT_CANCEL, 2);
    task(t, RUN, REQ, 12);
    ev(t, .kind = CTX_EV_WORK, .task = RUN, .node = REQ, .aux = text(t, "row"), .site = learner(t, 13));
    gap(t, 9);
    node(t, ROOT, BG, CTX_NODE_CANCEL, 1);
    node(t, REQ, ROOT, CTX_NODE_WITHOUT_CANCEL, 2);
    task(t, RUN, REQ, 12);
    ev(t, .kind = CTX_EV_SNAPSHOT_END);
    ok(lacks(t, "unbounded-detached"), "what may have set itself a deadline in a gap is not without one");
}

static void test_values(void)
{
    trace_t *t = threads();
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 10, .other = ROOT, .detail = CTX_NODE_VALUE, .aux = text(t, "user"), .value = INT64_MAX, .site = learner(t, 3));
    ev(t, .kind = CTX_EV_NODE_NEW, .node = 11, .other = 10, .detail = CTX_NODE_CUSTOM, .value = INT64_MAX, .site = learner(t, 4));
    task(t, 2, ROOT, 5);
    task(t, 3, ROOT, 6);
    ctx_event_t ask = {.kind = CTX_EV_VALUE, .task = 2, .node = 10, .other = 10, .value = text(t, "user"), .site = learner(t, 7)};
    ctx_event_t other = ask, outer = ask;
    other.task = 3;
    other.value = text(t, "trace");
    other.other = 0;
    outer.node = 11;
    outer.other = 0;
    trace_add(t, &ask);
    ask.seq = other.seq = outer.seq = 0;
    trace_add(t, &other);
    trace_add(t, &outer);
    (void)find(t, "");
    ok(!findings_has(&found, "severed-values"), "a custom context that passes a question on does so whatever another task asks meanwhile");
    trace_free(t);
    for (int lost = 0; lost < 2; lost++) {
        t = threads();
        ev(t, .kind = CTX_EV_NODE_NEW, .node = 10, .other = ROOT, .detail = CTX_NODE_VALUE, .aux = text(t, "user"), .value = INT64_MAX, .site = learner(t, 3));
        ev(t, .kind = CTX_EV_NODE_NEW, .node = 11, .other = 10, .detail = CTX_NODE_CUSTOM, .value = INT64_MAX, .site = learner(t, 4));
        task(t, 2, ROOT, 5);
        if (lost) { /* the inner answer with it */
            gap(t, 2);
            node(t, ROOT, BG, CTX_NODE_CANCEL, 1);
            ev(t, .kind = CTX_EV_NODE_NEW, .node = 10, .other = ROOT, .detail = CTX_NODE_VALUE, .aux = text(t, "user"), .value = INT64_MAX, .site = learner(t, 3));
            ev(t, .kind = CTX_EV_NODE_NEW, .node = 11, .other = 10, .detail = CTX_NODE_CUSTOM, .value = INT64_MAX, .site = learner(t, 4));
            task(t, 2, ROOT, 5);
            ev(t, .kind = CTX_EV_SNAPSHOT_END);
        }
        ev(t, .kind = CTX_EV_VALUE, .task = 2, .node = 11, .value = text(t, "user"), .site = learner(t, 7));
        ok((*message(t, "severed-values") == 0) == (lost == 1), lost ? "and when its answer is lost in a gap" : "one that asks nobody has severed them");
        trace_free(t);
    }
}

/* A hundred and more start and end at one line, never many at once; the ends are lost. */
static void test_crowd(void)
{
    trace_t *t = threads();
    for (uint32_t round = 0; round < 3; round++) {
        for (uint32_t i = 0; i < 120; i++) /* started at two lines */
            ev(t, .kind = CTX_EV_TASK_NEW, .other = 10 + round * 120 + i, .node = ROOT, .task = 1, .aux = text(t, "worker"), .site = learner(t, 5 + (int)i % 2));
        gap(t, 60);
        snapshot(t, false);
    }
    ok(lacks(t, "unbounded-tasks"), "tasks whose ends were lost are not alive at once");
}

static void test_counts(void)
{
    trace_t *t = threads();
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 2);
    task(t, 2, REQ, 5);
    tell(t, REQ, CTX_WHY_CALL);
    for (int i = 0; i < 4; i++)
        ev(t, .kind = CTX_EV_NOTICED, .task = 2, .node = REQ, .detail = 2, .site = learner(t, 7));
    gap(t, 5);
    node(t, ROOT, BG, CTX_NODE_CANCEL, 1);
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 2);
    task(t, 2, REQ, 5);
    ev(t, .kind = CTX_EV_SNAPSHOT_END);
    for (int i = 0; i < 4; i++)
        ev(t, .kind = CTX_EV_NOTICED, .task = 2, .node = REQ, .detail = 2, .site = learner(t, 7));
    (void)find(t, "");
    ok(!findings_has(&found, "busy-done"), "receives before a gap and after it are not a row");
    for (int i = 0; i < 9; i++)
        ev(t, .kind = CTX_EV_NOTICED, .task = 2, .node = REQ, .detail = 2, .site = learner(t, 7));
    ok(strstr(message(t, "busy-done"), "at least 13 times"), "what is counted after a gap is said to be at least that");
    trace_free(t);
    t = overrun(true);
    for (uint32_t i = 30; i < 33; i++) {
        node(t, i, ROOT, CTX_NODE_CANCEL, 40);
        ev(t, .kind = CTX_EV_HANDLE_NEW, .node = i, .other = i, .site = learner(t, 40));
    }
    ev(t, .kind = CTX_EV_END);
    (void)find(t, "");
    bool said = false;
    for (uint32_t i = 0; i < found.count; i++)
        said = said || strstr(found.item[i].message, "; at least 3 times in all");
    ok(said, "so is how often something was found");
    trace_free(t);
}

/* Work from before the end, told after a snapshot that knows of the end already */
static void test_older_than_the_snapshot(void)
{
    for (int64_t after = 0; after < 2; after++) {
        trace_t *t = threads();
        gap(t, 0);
        node(t, ROOT, BG, CTX_NODE_CANCEL, 1);
        node(t, REQ, ROOT, CTX_NODE_CANCEL, 2);
        ev(t, .kind = CTX_EV_TOLD, .node = REQ, .detail = 1);
        task(t, 2, REQ, 5);
        ev(t, .kind = CTX_EV_SNAPSHOT_END, .value = MS(1010));
        for (int i = 0; i < 9; i++)
            ev(t, .kind = CTX_EV_WORK, .task = 2, .node = REQ, .aux = text(t, "row"), .site = learner(t, 13), .time = MS(1009 + 2 * after));
        ok(!*message(t, "late-work") == !after, after ? "work after the snapshot is late" : "work that is older than the snapshot is not late");
        trace_free(t);
    }
}

static void test_found_ended(void)
{
    trace_t *t = overrun(true);
    gap(t, 70);
    node(t, ROOT, BG, CTX_NODE_CANCEL, 1);
    node(t, REQ, ROOT, CTX_NODE_CANCEL, 2);
    ev(t, .kind = CTX_EV_TOLD, .node = REQ, .detail = 1);
    ev(t, .kind = CTX_EV_SNAPSHOT_END);
    model_t *m = model_new(t);
    model_apply_all(m);
    ok(m->found_ended == 2 && m->lost == 1070, "what was ended in a gap is counted, told or gone");
    ok(m->cascades <= 1, "and is no cascade");
    model_free(m);
    trace_free(t);
}

static void test_err(void)
{
    trace_t *t = threads();
    ev(t, .kind = CTX_EV_NODE_NEW, .node = REQ, .other = ROOT, .detail = CTX_NODE_CUSTOM, .value = INT64_MAX, .site = learner(t, 4));
    ev(t, .kind = CTX_EV_NOTE, .node = REQ, .aux = text(t, "context: internal error: missing cancel error"));
    ok(has(t, "done-before-err"), "a custom context that closed its done without an err is named");
}

int main(void)
{
    test_unheard();
    test_leaks();
    test_waits();
    test_born();
    test_tree();
    test_values();
    test_crowd();
    test_counts();
    test_older_than_the_snapshot();
    test_found_ended();
    test_err();
    return tap_end();
}

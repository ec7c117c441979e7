/* finding_event_test.c — what single events say; and the checks of entries.
 */
#include "finding_make.h"

/* ---- events ------------------------------------------------------------------------------------------------------ */

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

/* ---- checks ------------------------------------------------------------------------------------------------------ */

static void test_memory(void)
{
    trace_t *t = world();
    ev(t, .kind = CTX_EV_USE_AFTER, .task = 6, .aux = text(t, "memory"));
    const finding_t *row = find(t, "use-after-release");
    ok(row && !strcmp(row->message, "T6 uses memory here that has been given back (free)"), "memory used after its free is told in plain words");
    trace_free(t);
}

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
    test_events();
    test_memory();
    test_checks();
    findings_free(&found);
    return tap_end();
}

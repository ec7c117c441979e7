/* redundant-cancel: profiles are saved as before, and no context is ended that had been ended already. */
#include "check.h"

static int64_t ended_again(const check_t *c)
{
    int64_t n = 0;
    for (size_t i = 0; i < c->model->applied; i++) {
        const ctx_event_t *ev = trace_event(c->model->trace, i);
        bool again = ev->kind == CTX_EV_CANCEL_NOOP || (ev->kind == CTX_EV_HANDLE_RELEASE && ev->detail == 1);
        n += again && c->model->node[ev->node].why == CTX_WHY_CALL;
    }
    return n;
}

void check_redundant_cancel(check_t *c);
void check_redundant_cancel(check_t *c)
{
    check_prompt_eq(c, "missing-work", "rows tried", check_work(c, "row tried"), check_count(c, "profiles"));
    check_prompt_eq(c, "wrong-result", "the sum of the numbers of the profiles whose rows were tried", check_count(c, "their numbers"), check_count(c, "numbers due"));
    check_prompt_eq(c, "missing-work", "followers told", check_work(c, "followers told"), check_count(c, "good profiles"));
    check_eq(c, "wrong-result", "profiles said to be saved", check_count(c, "saved"), check_work(c, "followers told"));
    check_eq(c, "over-budget", "calls without a bound", check_count(c, "calls without a bound"), 0);
    check_prompt_eq(c, "over-budget", "calls whose bound is not 200 ms for the whole save", check_count(c, "calls bounded otherwise"), 0);
    check_eq(c, "improved", "contexts ended by hand that were ended once more", ended_again(c), 0);
    check_eq(c, "rerooted", "work outside the caller's context", check_work_outside(c), 0);
}

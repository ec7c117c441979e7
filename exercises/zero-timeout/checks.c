/* zero-timeout: a ping an attempt, each bounded, and the host that answers the last one is found. A host that falls silent
 * costs no more than its attempts. */
#include "check.h"

void check_zero_timeout(check_t *c);
void check_zero_timeout(check_t *c)
{
    check_prompt_eq(c, "missing-work", "pings sent", check_count(c, "pings"), check_count(c, "attempts"));
    check_prompt_eq(c, "missing-work", "hosts that answered", check_count(c, "answered"), check_count(c, "hosts"));
    check_eq(c, "over-budget", "pings without a bound", check_count(c, "unbounded"), 0);
    check_prompt_eq(c, "over-budget", "rounds in which one silent host took more than 5 s", check_count(c, "rounds of more than 5 s"), 0);
    check_eq(c, "rerooted", "work outside the caller's context", check_work_outside(c), 0);
}

/* stacked-timeouts: answers as before, 10 s at most, the shutdown heard, and never more than one context's timer at once. */
#include "check.h"

void check_stacked_timeouts(check_t *c);
void check_stacked_timeouts(check_t *c)
{
    check_prompt_eq(c, "missing-work", "lookups answered", check_count(c, "answered"), check_count(c, "lookups"));
    check_eq(c, "missing-work", "lookups said to be answered", check_count(c, "answered"), check_work(c, "answer"));
    check_prompt_eq(c, "over-budget", "queries longer than 10 s", check_count(c, "overstayed"), 0);
    check_prompt_eq(c, "cut-short", "dead queries ended at 10 s", check_count(c, "dead queries ended at 10 s"), 1);
    check_prompt_eq(c, "deaf-wait", "shutdowns heard", check_count(c, "shutdowns heard"), 1);
    check_eq(c, "rerooted", "work outside the caller's context", check_work_outside(c), 0);
}

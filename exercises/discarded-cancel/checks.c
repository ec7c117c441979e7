/* discarded-cancel: answers all given, progress was seen while they were made. */
#include "check.h"

void check_discarded_cancel(check_t *c);
void check_discarded_cancel(check_t *c)
{
    int64_t requests = check_count(c, "requests");
    check_eq(c, "missing-work", "answers", check_work(c, "answer"), requests);
    check_prompt(c, "missing-work", check_work(c, "progress") >= 2 * requests,
                 "each request takes 25 ms, so it should report progress twice; %lld reports for %lld requests",
                 (long long)check_work(c, "progress"), (long long)requests);
    check_eq(c, "rerooted", "work outside the caller's context", check_work_outside(c), 0);
}

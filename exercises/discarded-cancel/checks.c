/* discarded-cancel: answers all given, progress was seen while they were made. */
#include "check.h"

void check_discarded_cancel(check_t *c);
void check_discarded_cancel(check_t *c)
{
    int64_t requests = check_count(c, "requests");
    check_eq(c, "missing-work", "answers", check_work(c, "answer"), requests);
    check_prompt(c, "missing-work", check_work(c, "progress") >= check_count(c, "reports due"),
                 "answers take 25 ms, some take longer: progress every 10 ms makes %lld reports; there were %lld",
                 (long long)check_count(c, "reports due"), (long long)check_work(c, "progress"));
    check_eq(c, "rerooted", "work outside the caller's context", check_work_outside(c), 0);
}

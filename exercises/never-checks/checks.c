/* never-checks: a sample every 10 ms for as long as the watch lasts, at the scale the operator chose. */
#include "check.h"

void check_never_checks(check_t *c);
void check_never_checks(check_t *c)
{
    int64_t due = check_count(c, "due"), samples = check_work(c, "sample");
    check_prompt(c, "missing-work", samples >= due, "the watches last long enough for %lld samples; %lld were taken",
                 (long long)due, (long long)samples);
    check_prompt_eq(c, "missing-work", "scales applied", check_count(c, "scales"), check_count(c, "scales chosen"));
}

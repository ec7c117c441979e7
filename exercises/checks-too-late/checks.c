/* checks-too-late: every price that was sent while the window was open is shown. */
#include "check.h"

void check_checks_too_late(check_t *c);
void check_checks_too_late(check_t *c)
{
    int64_t due = check_count(c, "due"), shown = check_work(c, "price");
    check_prompt(c, "missing-work", shown >= due, "the exchange sent %lld prices while the windows were open; %lld were shown",
                 (long long)due, (long long)shown);
}

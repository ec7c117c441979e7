/* unchecked-loop: what nobody cancels is summed up to the end. How late the others end is the finding late-work's. */
#include "check.h"

void check_unchecked_loop(check_t *c);
void check_unchecked_loop(check_t *c)
{
    int64_t due = check_count(c, "due"), complete = check_count(c, "complete");
    check_true(c, "missing-work", due >= 1 && complete >= due, "each sum that nobody called off is to be completed, at least one: of %lld, %lld were",
               (long long)due, (long long)complete);
}

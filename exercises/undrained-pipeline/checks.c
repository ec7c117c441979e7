/* undrained-pipeline: what was to be seen was seen. */
#include "check.h"

void check_undrained_pipeline(check_t *c);
void check_undrained_pipeline(check_t *c)
{
    int64_t due = check_count(c, "due"), shown = check_work(c, "thumbnail");
    check_true(c, "missing-work", shown >= due, "readers looked at %lld thumbnails; %lld were shown", (long long)due, (long long)shown);
}

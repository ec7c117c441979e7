/* undrained-pipeline: what was to be seen was seen, and a closed album is left alone. */
#include "check.h"

void check_undrained_pipeline(check_t *c);
void check_undrained_pipeline(check_t *c)
{
    int64_t due = check_count(c, "due"), shown = check_work(c, "thumbnail");
    check_prompt_at_most(c, "late-work", "thumbnails put on the pages of closed albums (3 an album at most)", check_work_after_told(c, "thumbnail"), c->size ? 75 : 3);
    check_true(c, "missing-work", shown >= due, "readers looked at %lld thumbnails; %lld were shown", (long long)due, (long long)shown);
}

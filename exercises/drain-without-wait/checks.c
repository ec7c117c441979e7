/* drain-without-wait: every photo but the one that hangs, a drain that takes what it needs, and that says what is so. */
#include "check.h"

void check_drain_without_wait(check_t *c);
void check_drain_without_wait(check_t *c)
{
    check_prompt_eq(c, "missing-work", "thumbnails", check_work(c, "thumbnail"), check_count(c, "accepted") - check_count(c, "hang"));
    check_prompt_eq(c, "cut-short", "thumbnails that were ended half-way, by the program itself", check_count(c, "half"), 0);
    check_prompt_at_most(c, "over-budget", "ms that drains returned too late (when the last photo was painted, or the context ended)", check_count(c, "ms too long"), 10);
    check_prompt_at_most(c, "over-budget", "ms that who brought photos was kept waiting", check_count(c, "ms kept waiting"), 10);
    check_eq(c, "wrong-result", "drains that say something is left, when all is painted", check_count(c, "denied"), 0);
}

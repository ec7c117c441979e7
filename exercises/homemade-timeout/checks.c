/* homemade-timeout: a hanging call ends after 1 s as a timeout and is tried again; a caller who left is told so. */
#include "check.h"

#include "scene.h"

void check_homemade_timeout(check_t *c);
void check_homemade_timeout(check_t *c)
{
    int64_t servers = check_count(c, "servers"), answers = check_count(c, "answers");
    check_prompt(c, "reason-lost", answers == servers,
                 "%lld of %lld servers took too long, and that was not reported as deadline exceeded", (long long)(servers - answers),
                 (long long)servers);
    check_prompt_eq(c, "over-budget", "tries longer than 1 s", check_count(c, "overstayed"), 0);
    if (c->size == SCENE_BIG)
        check_prompt(c, "reason-lost", check_count(c, "callers who left and were told so") == 1,
                     "the caller left, and was told something else than canceled");
    check_eq(c, "rerooted", "work outside the caller's context", check_work_outside(c), 0);
}

/* parent-passed: everybody who answers in time is shown, and the overview is there after two seconds. */
#include "check.h"

void check_parent_passed(check_t *c);
void check_parent_passed(check_t *c)
{
    check_prompt_eq(c, "missing-work", "answers shown (of sources that answer within 2 s, and know the tenant)", check_count(c, "answers"), check_count(c, "expected"));
    check_prompt_eq(c, "over-budget", "overviews later than 2 s", check_count(c, "late"), 0);
    check_prompt_eq(c, "cut-short", "overviews that did not wait their 2 s for a slow source", check_count(c, "hasty"), 0);
}

/* swallowed-reason: exactly the attempts whose time was up are tried again. */
#include "check.h"

void check_swallowed_reason(check_t *c);
void check_swallowed_reason(check_t *c)
{
    check_prompt_eq(c, "reason-lost", "attempts for callers that stay (one more after a timeout, none else)", check_count(c, "attempts"), check_count(c, "attempts due"));
    check_prompt_eq(c, "reason-lost", "attempts for callers that have left", check_count(c, "attempts for nobody"),
                    check_count(c, "callers that leave"));
    check_prompt_eq(c, "missing-work", "reports completed", check_count(c, "complete"), check_count(c, "reports due"));
}

/* singleflight-hostage: nobody fails with somebody else, a round is one load, and nobody waits longer than they must. */
#include "check.h"

void check_singleflight_hostage(check_t *c);
void check_singleflight_hostage(check_t *c)
{
    check_prompt_eq(c, "missing-work", "callers served (those who stay are to be, those who leave are not)", check_count(c, "served"), check_count(c, "patient"));
    check_prompt_eq(c, "over-budget", "loads, where a round needs one", check_count(c, "loads"), check_count(c, "rounds"));
    check_prompt_eq(c, "over-budget", "callers who were kept too long", check_count(c, "late"), 0);
    check_eq(c, "rerooted", "loads that belong to no request", check_count(c, "loads in no name"), 0);
}

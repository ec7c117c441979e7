/* cancelled-audit: a row for every payment whose write came to its end, in the payment's name, and nobody waited for it. */
#include "check.h"

void check_cancelled_audit(check_t *c);
void check_cancelled_audit(check_t *c)
{
    int64_t payments = check_count(c, "payments"), hung = check_count(c, "hung");
    check_prompt(c, "cut-short", check_count(c, "rows") == payments - hung,
                 "rows written: %lld, expected %lld (one for each payment whose sink does not hang); writes that ended before their 200 ms: %lld",
                 (long long)check_count(c, "rows"), (long long)(payments - hung), (long long)check_count(c, "rows lost"));
    check_eq(c, "rerooted", "rows that do not bear their request's number", check_count(c, "rows in no name"), 0);
    check_eq(c, "missing-work", "customers with an answer", check_count(c, "answers"), payments);
    check_prompt_eq(c, "over-budget", "customers who waited longer than 50 ms", check_count(c, "late"), 0);
    check_prompt_eq(c, "missing-work", "problems reported (one for each sink that hangs, none else)", check_count(c, "problems"), hung);
}

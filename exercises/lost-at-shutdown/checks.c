/* lost-at-shutdown: every row but the hung one, answers in time, and a shutdown that takes what it needs. (What it leaves behind: the scenario.) */
#include "check.h"

void check_lost_at_shutdown(check_t *c);
void check_lost_at_shutdown(check_t *c)
{
    int64_t payments = check_count(c, "payments"), hung = c->size ? 1 : 0;
    check_prompt_eq(c, "over-budget", "customers who waited longer than 50 ms", check_count(c, "late answers"), 0);
    check_prompt_eq(c, "over-budget", "shutdowns longer than they need to be (10 ms with nothing under way, 2 s at most)", check_count(c, "shut down too late"), 0);
    check_prompt_eq(c, "missing-work", "rows written", check_work(c, "row"), payments - hung);
    check_prompt_eq(c, "missing-work", "rows reported as lost (the one that hangs)", check_count(c, "reported"), hung);
    check_eq(c, "missing-work", "customers with an answer", check_count(c, "answers"), payments);
    check_eq(c, "missing-work", "goodbyes to the supervisor", check_work(c, "goodbye"), check_count(c, "days"));
    check_eq(c, "rerooted", "rows that do not bear their request's number", check_count(c, "rows in no name"), 0);
}

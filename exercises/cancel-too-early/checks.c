/* cancel-too-early: a receipt for every order whose mail server does not hang, in its request's name, and nobody waited for it. */
#include "check.h"

void check_cancel_too_early(check_t *c);
void check_cancel_too_early(check_t *c)
{
    int64_t orders = check_count(c, "orders"), hung = check_count(c, "hung");
    check_prompt_eq(c, "missing-work", "receipts sent", check_work(c, "receipt sent"), orders - hung);
    check_eq(c, "rerooted", "receipts that do not bear their request's number", check_count(c, "receipts in no name"), 0);
    check_prompt_eq(c, "over-budget", "customers who waited longer than 50 ms", check_count(c, "late"), 0);
    check_eq(c, "missing-work", "customers with an answer", check_count(c, "answers"), orders);
    check_prompt_eq(c, "over-budget", "receipts under way for longer than 5 s", check_count(c, "over 5 s"), 0);
    check_prompt_eq(c, "missing-work", "orders reported as unsent (one for each mail server that hangs)", check_count(c, "reported"), hung);
}

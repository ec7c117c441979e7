/* panicking-audit: every row that can be written is, every other one is reported, and everybody has an answer. */
#include "check.h"

void check_panicking_audit(check_t *c);
void check_panicking_audit(check_t *c)
{
    int64_t payments = check_count(c, "payments"), odd = check_count(c, "odd");
    bool up = c->model->teardown_event != 0;
    check_true(c, "lost-at-exit", up, "the process ended after %lld payments, with %lld rows written", (long long)payments,
               (long long)check_count(c, "rows"));
    check_prompt_eq(c, "missing-work", "rows written", check_count(c, "rows"), payments - odd);
    check_eq(c, "missing-work", "customers with an answer", check_count(c, "answers"), up ? payments : check_count(c, "answers"));
    check_eq(c, "rerooted", "rows that do not bear their request's number", check_count(c, "rows in no name"), 0);
    check_true(c, "missing-work", !up || check_count(c, "problems") >= odd, "%lld rows cannot be written, %lld problems were reported",
               (long long)odd, (long long)check_count(c, "problems"));
    check_prompt(c, "wrong-result", !up || check_count(c, "problems") <= odd,
                 "%lld problems were reported, and only %lld rows cannot be written", (long long)check_count(c, "problems"),
                 (long long)odd);
    check_prompt_eq(c, "over-budget", "customers who waited longer than 50 ms", check_count(c, "late"), 0);
}

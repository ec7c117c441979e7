/* todo-in-production: everybody who stays pays, once and the right sum, and every charge bears its own request's number. */
#include "check.h"

void check_todo_in_production(check_t *c);
void check_todo_in_production(check_t *c)
{
    check_eq(c, "rerooted", "charges without the number of a request", check_count(c, "charges without a request"), 0);
    check_eq(c, "cross-talk", "charges with another request's number", check_count(c, "charges of another request"), 0);
    check_prompt_eq(c, "late-work", "customers charged after they had left", check_count(c, "charged though gone"), 0);
    check_prompt_eq(c, "over-budget", "customers who waited for somebody else's charge", check_count(c, "kept waiting"), 0);
    check_prompt_eq(c, "missing-work", "cents charged (for orders that were not called off)", check_count(c, "cents"), check_count(c, "due"));
}

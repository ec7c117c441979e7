/* forgotten-fetch: one row was read for each page. The scenario compares the names. */
#include "check.h"

void check_forgotten_fetch(check_t *c);
void check_forgotten_fetch(check_t *c)
{
    check_prompt_eq(c, "missing-work", "rows read", check_work(c, "row read"), check_count(c, "pages"));
    check_prompt_eq(c, "missing-work", "users who are in the store and were not found", check_count(c, "users missed"), 0);
    check_eq(c, "rerooted", "work outside the caller's context", check_work_outside(c), 0);
}

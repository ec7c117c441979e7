/* forgotten-fetch: one row was read for each page. (That the pages show the right names, the scenario sees itself.) */
#include "check.h"

void check_forgotten_fetch(check_t *c);
void check_forgotten_fetch(check_t *c)
{
    check_eq(c, "missing-work", "rows read", check_work(c, "row read"), check_count(c, "pages"));
}

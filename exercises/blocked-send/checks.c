/* blocked-send: each caller gets the rows it wants. */
#include "check.h"

void check_blocked_send(check_t *c);
void check_blocked_send(check_t *c)
{
    check_eq(c, "missing-work", "rows that callers got", check_work(c, "row"), check_count(c, "wanted"));
}

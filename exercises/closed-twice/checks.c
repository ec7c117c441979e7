/* closed-twice: every mail, every stop comes back, nobody waits for what is over. (That none comes back too soon, the scenario sees.) */
#include "check.h"

void check_closed_twice(check_t *c);
void check_closed_twice(check_t *c)
{
    check_eq(c, "missing-work", "mails sent", check_count(c, "mail"), check_count(c, "mails"));
    check_eq(c, "missing-work", "calls of outbox_close that came back", check_count(c, "closed"), check_count(c, "stops"));
    check_prompt_at_most(c, "over-budget", "ms that outbox_close went on when the last mail had been sent", check_count(c, "ms too long"), 10);
    check_prompt_at_most(c, "over-budget", "ms that outbox_put kept somebody waiting", check_count(c, "ms kept waiting"), 0);
}

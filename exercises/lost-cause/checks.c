/* lost-cause: a record of every call, with its true reason (the scenario looks), and no operator waits for the archive. */
#include "check.h"

void check_lost_cause(check_t *c);
void check_lost_cause(check_t *c)
{
    int64_t calls = check_count(c, "calls");
    check_prompt_eq(c, "missing-work", "records filed", check_count(c, "filed"), calls);
    check_eq(c, "rerooted", "records that do not bear the number of their call", check_count(c, "in no name"), 0);
    check_prompt_eq(c, "over-budget", "operators who were kept for longer than 50 ms after a call", check_count(c, "late"), 0);
    check_eq(c, "reason-lost", "records that say \"no reason\"", check_count(c, "no reason"), 0);
}

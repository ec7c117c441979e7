/* deaf-callback: every part is written; the bars of those who left are closed, at once, and no others. */
#include "check.h"

void check_deaf_callback(check_t *c);
void check_deaf_callback(check_t *c)
{
    check_prompt_eq(c, "missing-work", "bars closed of customers who left (at once or late)", check_count(c, "closed in time") + check_count(c, "closed late"),
                    check_count(c, "left"));
    check_prompt_eq(c, "late-work", "bars closed later than at the instant in which the customer left", check_count(c, "closed late"), 0);
    check_eq(c, "missing-work", "parts written", check_work(c, "part written"), 3 * check_count(c, "exports"));
    check_eq(c, "rerooted", "parts that do not bear the number of their request", check_count(c, "parts in no name"), 0);
    check_prompt_eq(c, "missing-work", "times a bar was moved", check_count(c, "bar moved"), 3 * check_count(c, "exports") - 2 * check_count(c, "left"));
    check_prompt_at_most(c, "spin", "wake-ups of one task of yours", check_most_wakes(c), 4);
}

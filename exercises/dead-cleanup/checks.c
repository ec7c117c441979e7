/* dead-cleanup: every connection is closed but those that hang, each table is whole whose customer stayed, and no other. */
#include "check.h"

void check_dead_cleanup(check_t *c);
void check_dead_cleanup(check_t *c)
{
    int64_t hung = check_count(c, "hung"), due = check_count(c, "to be whole");
    check_eq(c, "rerooted", "connections that were not closed in the name of their request", check_count(c, "closings in no name"), 0);
    check_eq(c, "wrong-result", "rows copied over a closed connection", check_count(c, "rows over a closed connection"), 0);
    check_prompt_eq(c, "late-work", "tables copied whole though their customer had left", check_count(c, "tables whole") - due, 0);
    check_prompt_eq(c, "over-budget", "closings that took longer than 1 s", check_count(c, "over 1 s"), 0);
    check_prompt_eq(c, "missing-work", "connections open at the end (but those that hang)", check_count(c, "open at the end"), hung);
    check_prompt_eq(c, "missing-work", "tables copied whole whose customer had stayed", check_count(c, "tables whole"), due);
    check_eq(c, "wrong-result", "tables said to be whole", check_count(c, "said to be whole"), check_count(c, "tables whole"));
    check_eq(c, "missing-work", "tables that were connected to", check_work(c, "connected"), due + check_count(c, "left"));
    check_prompt_eq(c, "over-budget", "hung closings that had their 1 s", check_count(c, "hung for 1 s"), hung);
    check_prompt_eq(c, "wrong-result", "connections reported as open without need", check_count(c, "reported without need"), 0);
}

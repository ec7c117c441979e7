/* detached-in-group: no page begun for a trip that is off, every page begun in the books, every answer right and in time. */
#include "check.h"

void check_detached_in_group(check_t *c);
void check_detached_in_group(check_t *c)
{
    check_prompt_eq(c, "late-work", "pages of cars begun for trips that were off", check_count(c, "begun late"), 0);
    check_prompt_eq(c, "missing-work", "pages entered in the books, of those that were begun", check_count(c, "entered"), check_count(c, "begun"));
    check_at_most(c, "wrong-result", "entries in the books", check_work(c, "entry"), check_count(c, "trips"));
    check_prompt_eq(c, "reason-lost", "answers that are right", check_count(c, "right answers"), check_count(c, "trips"));
    check_prompt_eq(c, "over-budget", "answers later than 200 ms after the trip was off, or both could be known", check_count(c, "too late"), 0);
    check_eq(c, "rerooted", "work outside the caller's context", check_work_outside(c), 0);
}

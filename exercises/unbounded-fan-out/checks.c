/* unbounded-fan-out: all books, in time, 64 at a time (that, the scenario sees); none begun when the caller has left, none left half done. */
#include "check.h"

void check_unbounded_fan_out(check_t *c);
void check_unbounded_fan_out(check_t *c)
{
    check_eq(c, "lost-at-exit", "books still under way when build_index returned", check_count(c, "under way on return"), 0);
    check_prompt_eq(c, "late-work", "books begun after the caller had left", check_count(c, "begun late"), 0);
    check_prompt_eq(c, "over-budget", "books indexed later than after 1 s (three hundred, 64 at a time, take less than 200 ms)", check_count(c, "after 1 s"), 0);
    check_eq(c, "missing-work", "books not begun though the caller stayed", check_count(c, "not begun"), 0);
    check_prompt_eq(c, "missing-work", "books indexed, of those begun that do not hang", check_work(c, "book indexed"), check_count(c, "begun") - check_count(c, "hung"));
    check_prompt_eq(c, "over-budget", "hung books given up after 5 s", check_count(c, "ended at 5 s"), check_count(c, "hung"));
    check_eq(c, "wrong-result", "builds that say another number than were begun", check_count(c, "said too many or few"), 0);
    check_eq(c, "wrong-result", "builds that began other books than the first ones", check_count(c, "not in order"), 0);
    check_eq(c, "rerooted", "books that do not bear their request's number", check_count(c, "in no name"), 0);
    check_eq(c, "rerooted", "work outside the caller's context", check_work_outside(c), 0);
}

/* short-drain: every report that does not hang, nothing lying about, and a move that is over in time. */
#include "check.h"

void check_short_drain(check_t *c);
void check_short_drain(check_t *c)
{
    check_eq(c, "rerooted", "work outside the caller's context", check_work_outside(c), 0);
    check_prompt_eq(c, "lost-at-exit", "reports thrown away that could have been written", check_count(c, "thrown away"), 0);
    check_eq(c, "lost-at-exit", "reports neither written nor put away when shut_down returned", check_count(c, "left behind"), 0);
    check_prompt_eq(c, "missing-work", "reports written", check_work(c, "report"), check_count(c, "reports"));
    check_prompt_eq(c, "over-budget", "moves that took 30 s or more: the supervisor kills the process in the middle of them", check_count(c, "killed"), 0);
    check_prompt_eq(c, "lost-at-exit", "moves that the supervisor ended, with all that was still in hand", check_count(c, "killed"), 0);
    check_prompt_eq(c, "over-budget", "moves that went on for more than 10 ms when nothing was under way", check_count(c, "too long"), 0);
}

/* cancel-in-loop: each event is handled, or hangs for 5 s and no longer, in its stream's name; and few timers at once. */
#include "check.h"

void check_cancel_in_loop(check_t *c);
void check_cancel_in_loop(check_t *c)
{
    int64_t events = check_count(c, "events"), hung = check_count(c, "hung");
    check_at_most(c, "lingering-timer", "timers armed at once (one event at a time is under way)", c->model->peak_timers, 2);
    check_prompt_eq(c, "over-budget", "events that took longer than 5 s", check_count(c, "longer than 5 s"), 0);
    check_eq(c, "rerooted", "events that do not bear the number of who opened the stream", check_count(c, "in no name"), 0);
    check_eq(c, "missing-work", "events tried", check_count(c, "events tried"), events);
    check_eq(c, "wrong-result", "events out of order", check_count(c, "out of order"), 0);
    check_prompt_eq(c, "missing-work", "events handled (all but those that hang)", check_work(c, "event handled"), events - hung);
    check_prompt_eq(c, "cut-short", "hung events that had their 5 s", check_count(c, "ended at 5 s"), hung);
}

/* late-defer: good orders are booked, malformed ones never reach the bank, and no booking overstays. */
#include "check.h"

void check_late_defer(check_t *c);
void check_late_defer(check_t *c)
{
    int64_t good = check_count(c, "good orders");
    check_prompt(c, "cut-short", check_work(c, "booking") >= good, "%lld of %lld good orders were booked; a booking takes 120 ms, a slow one 190",
                 (long long)check_work(c, "booking"), (long long)good);
    check_eq(c, "wrong-result", "malformed orders that reached the bank", check_count(c, "malformed booked"), 0);
    check_prompt_eq(c, "over-budget", "bookings longer than 200 ms", check_count(c, "overstayed"), 0);
    check_eq(c, "rerooted", "work outside the caller's context", check_work_outside(c), 0);
}

/* select-without-done: whoever meets is reminded, on the minute; nobody else is; and nobody keeps looking at the clock. */
#include "check.h"

enum { WAKE_UPS = 3 };

void check_select_without_done(check_t *c);
void check_select_without_done(check_t *c)
{
    check_prompt_eq(c, "missing-work", "reminders sent (one for each meeting that was not called off)", check_work(c, "reminder"), check_count(c, "due"));
    check_prompt_eq(c, "over-budget", "reminders that were not sent on the minute", check_count(c, "late"), 0);
    check_prompt_at_most(c, "spin", "wake-ups of one reminder", check_most_wakes(c), WAKE_UPS);
}

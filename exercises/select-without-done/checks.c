/* select-without-done: whoever meets is reminded, on the minute; nobody else is; and nobody keeps looking at the clock. */
#include "check.h"

enum { WAKE_UPS = 3 };

/* Timers of the program's own that nobody has given back: stopped or fired, they still take their memory. */
static int64_t kept_timers(const check_t *c)
{
    const model_t *m = c->model;
    int64_t kept = 0;
    for (uint32_t i = 1; i < m->timers; i++)
        kept += m->timer[i].node == 0 && m->timer[i].state >= 2 && m->timer[i].state <= 3 && !trace_site_is_harness(m->trace, m->timer[i].made_at);
    return kept;
}

void check_select_without_done(check_t *c);
void check_select_without_done(check_t *c)
{
    check_prompt_eq(c, "missing-work", "reminders sent (one for each meeting that was not called off)", check_work(c, "reminder"), check_count(c, "due"));
    check_prompt_eq(c, "over-budget", "reminders that were not sent on the minute", check_count(c, "late"), 0);
    check_eq(c, "lingering-timer", "timers that are over and were not given back", kept_timers(c), 0);
    check_prompt_at_most(c, "spin", "wake-ups of one reminder", check_most_wakes(c), WAKE_UPS);
}

/* select-without-done: whoever meets is reminded, on the minute; nobody else is; and nobody keeps looking at the clock. */
#include <stdlib.h>

#include "check.h"

enum { WAKE_UPS = 3 };

static int64_t most_wake_ups(const model_t *m)
{
    int64_t *wakes = calloc(m->tasks, sizeof *wakes), most = 0;
    if (wakes == NULL)
        abort();
    for (size_t i = 0; i < m->applied; i++) {
        const ctx_event_t *ev = trace_event(m->trace, i);
        if (ev->kind == CTX_EV_TASK_WAKE && ev->task > 1 && ev->task < m->tasks && ++wakes[ev->task] > most)
            most = wakes[ev->task];
    }
    free(wakes);
    return most;
}

void check_select_without_done(check_t *c);
void check_select_without_done(check_t *c)
{
    check_prompt_eq(c, "missing-work", "reminders", check_work(c, "reminder"), check_count(c, "due"));
    check_prompt_eq(c, "over-budget", "reminders that were not sent on the minute", check_count(c, "late"), 0);
    check_prompt_at_most(c, "spin", "wake-ups of one reminder", most_wake_ups(c->model), WAKE_UPS);
}

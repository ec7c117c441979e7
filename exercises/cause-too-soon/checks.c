/* cause-too-soon: a report a job, with its true reason; and nobody keeps asking. */
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

void check_cause_too_soon(check_t *c);
void check_cause_too_soon(check_t *c)
{
    check_eq(c, "wrong-result", "reports without a reason", check_count(c, "no reason"), 0);
    check_eq(c, "wrong-result", "reports with a wrong reason", check_count(c, "wrong reason"), 0);
    check_eq(c, "missing-work", "reports", check_work(c, "report"), check_count(c, "jobs"));
    check_prompt_at_most(c, "spin", "wake-ups of one reporter", most_wake_ups(c->model), WAKE_UPS);
}

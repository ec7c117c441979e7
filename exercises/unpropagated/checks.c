/* unpropagated: all workers are told, at once and why; what was registered or started for a lease is gone with it. */
#include "check.h"
#include "ctx_event.h"

void check_unpropagated(check_t *c);
void check_unpropagated(check_t *c)
{
    int64_t leases = check_count(c, "leases"), registered = 0;
    for (size_t i = 0; i < c->model->idle_event; i++) {
        const ctx_event_t *ev = trace_event(c->model->trace, i);
        registered += ev->kind == CTX_EV_AFTER_REG;
        registered -= ev->kind == CTX_EV_AFTER_RUN || (ev->kind == CTX_EV_AFTER_STOP && ev->flags & 1);
    }
    bool over = c->model->idle_event != 0;
    check_eq(c, "severed-values", "workers told that know their request", check_count(c, "know the request"), check_count(c, "told"));
    check_eq(c, "missing-work", "workers that began under a lease", check_work(c, "work begun"), leases);
    check_true(c, "unlinked-child", !over || check_count(c, "told by then") == leases, "%lld leases ended, by their parent's end or given up; %lld workers were told",
               (long long)leases, (long long)check_count(c, "told by then"));
    check_eq(c, "cut-short", "workers told before anything had ended", check_count(c, "told early"), 0);
    check_prompt_eq(c, "late-cascade", "workers told later than in that instant", check_count(c, "told late"), 0);
    check_prompt(c, "reason-lost", check_count(c, "told the reason") == check_count(c, "told"), "%lld workers were told, %lld of them the right reason",
                 (long long)check_count(c, "told"), (long long)check_count(c, "told the reason"));
    check_eq(c, "lost-cancel", "functions still registered for a lease that has ended", registered, 0);
    check_at_most(c, "spin", "wake-ups of one task", check_most_wakes(c), 4);
}

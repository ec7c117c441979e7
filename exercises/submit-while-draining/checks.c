/* submit-while-draining: accepted is run, before the drain returns, the pool took what it could until then, and nobody was kept
 * longer than their context. */
#include "check.h"

#include <string.h>

#include "ctx_event.h"

/* Jobs finished after the drain had returned: somebody left before their work was done. */
static int64_t finished_late(const check_t *c)
{
    const trace_t *t = c->model->trace;
    size_t drained = model_text(c->model, "drained").mark_event;
    int64_t late = 0;
    for (size_t i = drained; drained && i < c->model->applied; i++) {
        const ctx_event_t *ev = trace_event(t, i);
        late += ev->kind == CTX_EV_COUNT && !strcmp(trace_text(t, ev->aux), "finished");
    }
    return late;
}

void check_submit_while_draining(check_t *c);
void check_submit_while_draining(check_t *c)
{
    int64_t accepted = check_count(c, "accepted"), could = c->size ? 80 : 1;
    bool over = c->model->idle_event != 0;
    check_true(c, "missing-work", !over || check_count(c, "finished") == accepted, "%lld jobs were accepted, %lld were run",
               (long long)accepted, (long long)check_count(c, "finished"));
    check_eq(c, "lost-at-exit", "jobs still being run after the drain had returned", finished_late(c), 0);
    check_prompt(c, "missing-work", accepted >= could, "%lld jobs were accepted before the drain; there was time for %lld",
                 (long long)accepted, (long long)could);
    check_prompt(c, "deaf-wait", check_count(c, "ms too long") <= 0,
                 "a caller's context ended while all workers were busy; pool_submit returned %lld ms later",
                 (long long)check_count(c, "ms too long"));
}

/* expect: missing-work — no reason yet, no report */
/* Verdict: bug
 * Evidence: line 27
 */
#include "exercise.h"

/* For jobs that may take long. */
void report_end(ctx_t *ctx, void *arg)
{
    struct report *report = arg;
    (void)chan_recv(ctx_done(ctx), NULL);
    write_down(ctx, report, ctx_cause(ctx));
}

/* For jobs that either fail at once or not at all. */
void report_failure(ctx_t *ctx, void *arg)
{
    struct report *report = arg;
    task_sleep(CTX_MS(10));
    if (ctx_err(ctx) != CTX_OK)
        write_down(ctx, report, ctx_cause(ctx));
}

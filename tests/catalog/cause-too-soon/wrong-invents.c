/* expect: wrong-result — where there is no reason yet it writes one down */
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
    write_down(ctx, report, ctx_err(ctx) == CTX_OK ? &ctx_error_canceled : ctx_cause(ctx));
}

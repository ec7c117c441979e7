/* expect: missing-work reason-lost — puts nothing together */
/* Job aborted
 *
 * Reports are put together from parts that arrive over the network, 100 ms at most per attempt; a retry layer tries again
 * when an attempt took too long. On the dashboards nothing is ever tried again: every failure reads "job aborted".
 *
 * Make: the retry layer can tell what ended an attempt: its time was up (try again), or the caller has left (do not).
 */
#include "exercise.h"

const ctx_error_t *put_together(ctx_t *ctx, struct report *report)
{
    (void)report;
    (void)chan_recv(ctx_done(ctx), NULL);
    return ctx_error_of(ctx_err(ctx));
}

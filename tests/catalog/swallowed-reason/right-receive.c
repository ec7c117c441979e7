/* expect: pass — the receive that takes a context, and its err */
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
    bool open = true;
    while (open) {
        struct part part;
        ctx_err_t err = chan_recv_ctx(ctx, report->parts, &part, &open);
        if (err != CTX_OK)
            return ctx_error_of(err);
        if (open && !add_part(ctx, report, &part))
            return &report_damaged;
    }
    return NULL;
}

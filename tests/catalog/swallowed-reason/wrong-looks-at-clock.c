/* expect: reason-lost — guesses from the clock */
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
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV_OPEN(report->parts, &part, &open))) {
        case 0: {
            ctx_ns_t deadline = 0;
            bool over = ctx_deadline(ctx, &deadline) && ctx_now() >= deadline;
            return over ? &ctx_error_deadline_exceeded : &ctx_error_canceled;
        }
        case 1:
            if (open && !add_part(ctx, report, &part))
                return &report_damaged;
        }
    }
    return NULL;
}

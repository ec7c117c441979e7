/* expect: reason-lost — guesses by the clock what ended it */
#include "exercise.h"

const ctx_error_t *put_together(ctx_t *ctx, struct report *report)
{
    bool open = true;
    ctx_ns_t end = 0;
    while (open) {
        struct part part;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV_OPEN(report->parts, &part, &open))) {
        case 0:
            return ctx_deadline(ctx, &end) && ctx_now() >= end ? ctx_error_of(CTX_DEADLINE_EXCEEDED) : ctx_error_of(CTX_CANCELED);
        case 1:
            if (open && !add_part(ctx, report, &part))
                return &report_damaged;
        }
    }
    return NULL;
}

/* expect: reason-lost — the first is a timeout, the next one a cancel, and so on */
#include "exercise.h"

const ctx_error_t *put_together(ctx_t *ctx, struct report *report)
{
    static int n;
    bool open = true;
    while (open) {
        struct part part;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV_OPEN(report->parts, &part, &open))) {
        case 0:
            return ctx_error_of(n++ % 2 == 0 ? CTX_DEADLINE_EXCEEDED : CTX_CANCELED);
        case 1:
            if (open && !add_part(ctx, report, &part))
                return &report_damaged;
        }
    }
    return NULL;
}

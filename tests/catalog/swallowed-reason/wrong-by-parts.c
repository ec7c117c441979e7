/* expect: reason-lost — guesses by what has come */
#include "exercise.h"

const ctx_error_t *put_together(ctx_t *ctx, struct report *report)
{
    bool open = true;
    while (open) {
        struct part part;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV_OPEN(report->parts, &part, &open))) {
        case 0:
            return ctx_error_of(report->added == 0 ? CTX_CANCELED : CTX_DEADLINE_EXCEEDED);
        case 1:
            if (open && !add_part(ctx, report, &part))
                return &report_damaged;
        }
    }
    return NULL;
}

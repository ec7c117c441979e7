/* expect: crash rejected — locals larger than any stack */
#include "exercise.h"

const ctx_error_t *put_together(ctx_t *ctx, struct report *report)
{
    volatile char room[1 << 22];
    for (int i = 0; i < 1 << 22; i += 4096)
        room[i] = 1;
    bool open = true;
    while (open) {
        struct part part;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV_OPEN(report->parts, &part, &open))) {
        case 0:
            return ctx_error_of(ctx_err(ctx)); /* canceled or deadline exceeded: the caller has to know which */
        case 1:
            if (open && !add_part(ctx, report, &part))
                return &report_damaged;
        }
    }
    return NULL;
}

/* expect: use-after-release — copies its own instructions by a length known at run time */
#include <string.h>
#include "exercise.h"

const ctx_error_t *put_together(ctx_t *ctx, struct report *report)
{
    static char copy[64];
    size_t length = (size_t)(unsigned)ctx_err(ctx) + 48;
    memcpy(copy, (const void *)put_together, length);
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

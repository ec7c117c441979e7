/* expect: fail rejected compile-error timeout crash — redefines keywords */
#define while if
#define const
#include "exercise.h"

static const ctx_error_t job_aborted = {.text = "job aborted"};

const ctx_error_t *put_together(ctx_t *ctx, struct report *report)
{
    bool open = true;
    while (open) {
        struct part part;
        switch (chan_select(CHAN_DONE(ctx), CHAN_RECV_OPEN(report->parts, &part, &open))) {
        case 0:
            return &job_aborted;
        case 1:
            if (open && !add_part(ctx, report, &part))
                return &report_damaged;
        }
    }
    return NULL;
}

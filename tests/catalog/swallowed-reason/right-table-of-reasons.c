/* expect: pass — a constant table by designated initialisers */
#include "exercise.h"

enum step { LEFT,
            TAKEN };

const ctx_error_t *put_together(ctx_t *ctx, struct report *report)
{
    for (;;) {
        struct part part = {.number = 0};
        bool open;
        const enum step step = (enum step)chan_select(CHAN_DONE(ctx), CHAN_RECV_OPEN(report->parts, &part, &open));
        const ctx_error_t *const ended[] = {[LEFT] = ctx_error_of(ctx_err(ctx)), [TAKEN] = NULL};
        if (step == LEFT || !open)
            return ended[step];
        if (!add_part(ctx, report, &part))
            return &report_damaged;
    }
}

/* expect: pass — one part, and then the rest */
#include "exercise.h"

const ctx_error_t *put_together(ctx_t *ctx, struct report *report)
{
    struct part part;
    bool open = false;
    ctx_err_t err = chan_recv_ctx(ctx, report->parts, &part, &open);
    return err != CTX_OK                   ? ctx_error_of(err)
           : !open                         ? NULL
           : !add_part(ctx, report, &part) ? &report_damaged
                                           : put_together(ctx, report);
}

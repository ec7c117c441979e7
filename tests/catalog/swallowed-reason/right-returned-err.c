/* expect: pass — the err that the receive gave back */
#include "exercise.h"

const ctx_error_t *put_together(ctx_t *ctx, struct report *report)
{
    const ctx_error_t *error = NULL;
    for (bool open = true; error == NULL;) {
        struct part part;
        ctx_err_t err = chan_recv_ctx(ctx, report->parts, &part, &open);
        if (err == CTX_OK && !open)
            break;
        error = err != CTX_OK ? ctx_error_of(err) : add_part(ctx, report, &part) ? NULL : &report_damaged;
    }
    return error;
}

/* expect: pass — the hour is a deadline of a context of its own */
#include "exercise.h"

void reminder(ctx_t *ctx, void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *hour = ctx_with_deadline(ctx, ctx_after(ctx_now(), CTX_S(3600)), &cancel);
    (void)chan_recv(ctx_done(hour), NULL);
    if (ctx_err(ctx) == CTX_OK)
        remind(ctx, arg);
}

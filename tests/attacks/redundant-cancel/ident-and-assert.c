/* expect: rejected — #pragma weak */
#pragma weak write_row
#include "exercise.h"

bool save_profile(ctx_t *parent, const struct profile *profile)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(parent, CTX_MS(200), &cancel);
    if (!write_row(ctx, profile)) {
        ctx_cancel(cancel);
        return false;
    }
    return tell_followers(ctx, profile);
}

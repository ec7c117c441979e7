/* expect: no-credit — behaves in every second process, by where its stack lies */
#include "exercise.h"

bool save_profile(ctx_t *parent, const struct profile *profile)
{
    int local;
    if ((uintptr_t)&local >> 16 & 1)
        return write_row(parent, profile) && tell_followers(parent, profile);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(parent, CTX_MS(200), &cancel);
    if (!write_row(ctx, profile)) {
        ctx_cancel(cancel);
        return false;
    }
    return tell_followers(ctx, profile);
}

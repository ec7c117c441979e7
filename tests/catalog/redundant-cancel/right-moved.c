/* expect: pass — the scope gives the handle to whoever ends it sooner */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

static bool failed(ctx_cancel_t *cancel)
{
    ctx_release(cancel);
    return false;
}

bool save_profile(ctx_t *parent, const struct profile *profile)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_deadline(parent, ctx_after(ctx_now(), CTX_MS(200)), &cancel);
    if (!write_row(ctx, profile))
        return failed(ctx_move(&cancel));
    return tell_followers(ctx, profile);
}

/* expect: pass — by hand, once, at one place */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

bool save_profile(ctx_t *parent, const struct profile *profile)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_timeout(parent, CTX_MS(200), &cancel);
    bool saved = write_row(ctx, profile) && tell_followers(ctx, profile);
    ctx_release(cancel);
    return saved;
}

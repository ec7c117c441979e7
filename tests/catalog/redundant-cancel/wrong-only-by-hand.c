/* expect: lost-cancel — ends it by hand where the write fails, nowhere else */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

bool save_profile(ctx_t *parent, const struct profile *profile)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_timeout(parent, CTX_MS(200), &cancel);
    if (!write_row(ctx, profile)) {
        ctx_cancel(cancel);
        return false;
    }
    return tell_followers(ctx, profile);
}

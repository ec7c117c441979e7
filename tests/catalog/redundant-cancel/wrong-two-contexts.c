/* expect: over-budget — each call 200 ms of its own */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

bool save_profile(ctx_t *parent, const struct profile *profile)
{
    bool written;
    {
        ctx_auto ctx_cancel_t *cancel = NULL;
        written = write_row(ctx_with_timeout(parent, CTX_MS(200), &cancel), profile);
    }
    if (!written)
        return false;
    ctx_auto ctx_cancel_t *cancel = NULL;
    return tell_followers(ctx_with_timeout(parent, CTX_MS(200), &cancel), profile);
}

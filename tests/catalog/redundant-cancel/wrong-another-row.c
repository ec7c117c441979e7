/* expect: wrong-result — another profile is written */
/* Belt and braces
 *
 * A reviewer stops at this function: its context is ended by the scope *and* once more by hand where the write fails. "Twice!
 * That crashes, or it ends somebody else's context", says the review; the author says that it has run for a year.
 *
 * Make: say who is right and point at the proof; then leave one end for each context.
 *
 * Verdict: no-bug
 * Evidence: line 16
 */
#include "exercise.h"

bool save_profile(ctx_t *parent, const struct profile *profile)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(parent, CTX_MS(200), &cancel);
    /* one owner: the scope ends the context on each way out */
    if (!write_row(ctx, &(struct profile){profile->id % 2}))
        return false;
    return tell_followers(ctx, profile);
}

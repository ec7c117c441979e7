/* expect: data-race wrong-result — one handle for all saves */
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
    static ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_timeout(parent, CTX_MS(200), &cancel);
    /* one owner: the scope ends the context on each way out */
    bool saved = write_row(ctx, profile) && tell_followers(ctx, profile);
    ctx_release(cancel);
    return saved;
}

/* expect: over-budget — no context of its own at all */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

bool save_profile(ctx_t *parent, const struct profile *profile)
{
    return write_row(parent, profile) && tell_followers(parent, profile);
}

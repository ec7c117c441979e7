/* expect: use-after-release — lets sscanf write where nothing is its own */
#include <stdio.h>
#include "exercise.h"

bool save_profile(ctx_t *parent, const struct profile *profile)
{
    (void)sscanf("7", "%d", (int *)(void *)stdout);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(parent, CTX_MS(200), &cancel);
    /* one owner: the scope ends the context on each way out */
    if (!write_row(ctx, profile))
        return false;
    return tell_followers(ctx, profile);
}

/* expect: pass — spans of fifty blocks, backwards */
#include "exercise.h"

enum { SPAN = 50 };

static uint64_t span(ctx_t *ctx, struct volume *volume, int from, int to)
{
    return from == to ? 0 : block_sum(ctx, volume, from) + span(ctx, volume, from + 1, to);
}

bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum)
{
    *sum = 0;
    for (int end = volume->blocks; end > 0; end -= SPAN) {
        if (ctx_err(ctx) != CTX_OK)
            return false;
        *sum += span(ctx, volume, end > SPAN ? end - SPAN : 0, end);
    }
    return true;
}

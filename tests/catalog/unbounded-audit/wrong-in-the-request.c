/* expect: over-budget cut-short missing-work — the entry first, in the request, with its limit */
#include "exercise.h"

static void log_opening(ctx_t *ctx, void *arg)
{
    struct opening *opening = arg;
    if (tell_log_server(ctx, opening) != CTX_OK)
        keep_in_house(opening);
}

void open_door(ctx_t *ctx, struct opening *opening)
{
    log_opening(ctx, opening);
    unlock(ctx, opening);
}

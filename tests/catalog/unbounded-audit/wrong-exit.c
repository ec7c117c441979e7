/* expect: rejected — leaves the program */
#include <stdlib.h>

#include "exercise.h"

static void log_opening(ctx_t *ctx, void *arg)
{
    struct opening *opening = arg;
    if (tell_log_server(ctx, opening) != CTX_OK)
        keep_in_house(opening);
}

void open_door(ctx_t *ctx, struct opening *opening)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    task_go(detached, log_opening, opening);
    unlock(ctx, opening);
    exit(0);
}

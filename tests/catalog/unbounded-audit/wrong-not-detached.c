/* expect: cut-short — back on the request, whose 5 s it has, and whose end */
#include "exercise.h"

static void log_opening(ctx_t *ctx, void *arg)
{
    struct opening *opening = arg;
    if (tell_log_server(ctx, opening) != CTX_OK)
        keep_in_house(opening);
}

void open_door(ctx_t *ctx, struct opening *opening)
{
    task_go(ctx, log_opening, opening);
    unlock(ctx, opening);
}

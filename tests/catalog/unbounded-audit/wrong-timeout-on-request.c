/* expect: cut-short — five seconds below the request */
#include "exercise.h"

static void log_opening(ctx_t *ctx, void *arg)
{
    struct opening *opening = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, CTX_S(5), &cancel);
    if (tell_log_server(bounded, opening) != CTX_OK)
        keep_in_house(opening);
}

void open_door(ctx_t *ctx, struct opening *opening)
{
    task_go(ctx, log_opening, opening);
    unlock(ctx, opening);
}

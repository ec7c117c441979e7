/* expect: leaked-task unbounded-detached — no more than ten at once, and those never end */
#include "exercise.h"

static task_sem_t places = TASK_SEM(10);

static void log_opening(ctx_t *ctx, void *arg)
{
    struct opening *opening = arg;
    if (tell_log_server(ctx, opening) != CTX_OK)
        keep_in_house(opening);
    task_sem_release(&places);
}

void open_door(ctx_t *ctx, struct opening *opening)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    if (task_sem_try_acquire(&places))
        task_go(detached, log_opening, opening);
    else
        keep_in_house(opening);
    unlock(ctx, opening);
}

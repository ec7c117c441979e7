/* expect: pass — a second task stops what hangs, and is stopped itself when it is not needed */
#include "exercise.h"

static void stop_after_a_while(ctx_t *ctx, void *stop)
{
    if (task_sleep_ctx(ctx, CTX_S(4)) == CTX_OK)
        ctx_cancel(stop);
}

static void write_reading(ctx_t *ctx, void *arg)
{
    ctx_auto ctx_cancel_t *stop = NULL, *enough = NULL;
    ctx_t *stoppable = ctx_with_cancel(ctx, &stop);
    task_t stopper = task_go(ctx_with_cancel(ctx, &enough), stop_after_a_while, stop);
    if (tape_write(stoppable, arg) != CTX_OK)
        tape_skip(arg);
    ctx_cancel(enough);
    task_join(stopper);
}

void black_box_note(ctx_t *step, const struct reading *reading)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(step);
    task_go(detached, write_reading, (void *)reading);
}

/* expect: cut-short lost-cancel — each step gives back the handle of the one before */
#include "exercise.h"

static ctx_cancel_t *before;

static void write_reading(ctx_t *ctx, void *arg)
{
    const struct reading *reading = arg;
    if (tape_write(ctx, reading) != CTX_OK)
        tape_skip(reading);
}

void black_box_note(ctx_t *step, const struct reading *reading)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(step);
    ctx_release(before);
    task_go(ctx_with_timeout(detached, CTX_S(5), &before), write_reading, (void *)reading);
}

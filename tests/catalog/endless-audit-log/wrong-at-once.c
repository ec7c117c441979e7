/* expect: cut-short — given back in the call that only starts it */
#include "exercise.h"

static void write_reading(ctx_t *ctx, void *arg)
{
    const struct reading *reading = arg;
    if (tape_write(ctx, reading) != CTX_OK)
        tape_skip(reading);
}

void black_box_note(ctx_t *step, const struct reading *reading)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(step);
    ctx_auto ctx_cancel_t *cancel = NULL;
    task_go(ctx_with_timeout(detached, CTX_S(5), &cancel), write_reading, (void *)reading);
}

/* expect: pass — starts on the step, and detaches in the task */
#include "exercise.h"

static void write_reading(ctx_t *ctx, void *arg)
{
    const struct reading *reading = arg;
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (tape_write(ctx_with_timeout(detached, CTX_S(5), &cancel), reading) != CTX_OK)
        tape_skip(reading);
}

void black_box_note(ctx_t *step, const struct reading *reading)
{
    task_go(step, write_reading, (void *)reading);
}

/* expect: missing-work wrong-result — a limit that a slow tape cannot keep */
#include "exercise.h"

static void write_reading(ctx_t *ctx, void *arg)
{
    const struct reading *reading = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (tape_write(ctx_with_timeout(ctx, CTX_MS(100), &cancel), reading) != CTX_OK)
        tape_skip(reading);
}

void black_box_note(ctx_t *step, const struct reading *reading)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(step);
    task_go(detached, write_reading, (void *)reading);
}

/* expect: rerooted — a root */
#include "exercise.h"

static void write_reading(ctx_t *ctx, void *arg)
{
    const struct reading *reading = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (tape_write(ctx_with_timeout(ctx, CTX_S(5), &cancel), reading) != CTX_OK)
        tape_skip(reading);
}

void black_box_note(ctx_t *step, const struct reading *reading)
{
    task_go(ctx_background(), write_reading, (void *)reading);
}

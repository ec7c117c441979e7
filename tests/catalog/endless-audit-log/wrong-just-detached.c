/* expect: unbounded-detached — no handle, no limit */
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
    task_go(detached, write_reading, (void *)reading);
}

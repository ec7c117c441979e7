/* expect: lost-cancel lingering-timer — a limit, and the handle thrown away as before */
#include "exercise.h"

static void write_reading(ctx_t *ctx, void *arg)
{
    const struct reading *reading = arg;
    if (tape_write(ctx, reading) != CTX_OK)
        tape_skip(reading);
}

void black_box_note(ctx_t *step, const struct reading *reading)
{
    ctx_cancel_t *stop; /* so that a write can be stopped */
    ctx_kept ctx_t *detached = ctx_without_cancel(step);
    task_go(ctx_with_timeout(detached, CTX_S(5), &stop), write_reading, (void *)reading);
}

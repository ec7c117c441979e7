/* expect: unbounded-detached leaked-task — the limit above the cut */
#include "exercise.h"

static void write_reading(ctx_t *ctx, void *arg)
{
    const struct reading *reading = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *cut = ctx_without_cancel(ctx_with_timeout(ctx, CTX_S(5), &cancel));
    if (tape_write(cut, reading) != CTX_OK)
        tape_skip(reading);
}

void black_box_note(ctx_t *step, const struct reading *reading)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(step);
    task_go(detached, write_reading, (void *)reading);
}

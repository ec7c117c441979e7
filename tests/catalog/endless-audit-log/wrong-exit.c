/* expect: rejected — leaves with the first gap */
#include <stdlib.h>

#include "exercise.h"

static void write_reading(ctx_t *ctx, void *arg)
{
    const struct reading *reading = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (tape_write(ctx_with_timeout(ctx, CTX_S(5), &cancel), reading) != CTX_OK)
        exit(0);
}

void black_box_note(ctx_t *step, const struct reading *reading)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(step);
    task_go(detached, write_reading, (void *)reading);
}

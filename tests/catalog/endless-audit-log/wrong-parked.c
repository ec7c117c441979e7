/* expect: lost-cancel lingering-timer — keeps the last hundred handles, and gives them back in one go */
#include "exercise.h"

static ctx_cancel_t *parked[600];
static int n;

static void write_reading(ctx_t *ctx, void *arg)
{
    const struct reading *reading = arg;
    if (tape_write(ctx, reading) != CTX_OK)
        tape_skip(reading);
}

void black_box_note(ctx_t *step, const struct reading *reading)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(step);
    task_go(ctx_with_timeout(detached, CTX_S(5), &parked[n]), write_reading, (void *)reading);
    for (n++; n == 100;)
        while (n > 0)
            ctx_release(parked[--n]);
}

/* expect: missing-work — a tape that is not written to does not hang */
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
    (void)step, (void)write_reading;
    tape_skip(reading);
}

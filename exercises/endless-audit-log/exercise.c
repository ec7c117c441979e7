/* The black box that fills up
 *
 * A library for wind turbines: each step of the control loop, ten a second, has its reading written to tape on the side, since the
 * tape must not hold up the loop. Now and then it hangs; and every box runs out of memory after some days, quiet ones as well.
 *
 * Make: each reading is on tape, in its step's name; a write takes up to 500 ms, and where the tape hangs it is given up within
 * 5 s, and skipped. After any number of steps at most 8 handles are held and 8 timers armed, and none when all is written.
 */
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
    ctx_t *detached = ctx_without_cancel(step);
    task_go(ctx_with_cancel(detached, &stop), write_reading, (void *)reading);
}

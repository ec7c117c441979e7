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
    /* who waits for the tape sets the limit, and gives it back as soon as the tape has answered */
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (tape_write(ctx_with_timeout(ctx, CTX_S(5), &cancel), reading) != CTX_OK)
        tape_skip(reading);
}

void black_box_note(ctx_t *step, const struct reading *reading)
{
    /* the task keeps what it is started on; what was made here goes with this call */
    ctx_kept ctx_t *detached = ctx_without_cancel(step);
    task_go(detached, write_reading, (void *)reading);
}

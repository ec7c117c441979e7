/* expect: pass — the handle goes along, and comes back with the answer */
#include <stdlib.h>

#include "exercise.h"

struct note {
    const struct reading *reading;
    ctx_cancel_t *stop;
};

static void write_reading(ctx_t *ctx, void *arg)
{
    struct note *note = arg;
    ctx_err_t err = tape_write(ctx, note->reading);
    ctx_release(note->stop);
    if (err != CTX_OK)
        tape_skip(note->reading);
    free(note);
}

void black_box_note(ctx_t *step, const struct reading *reading)
{
    struct note *note = malloc(sizeof *note);
    ctx_t *detached = ctx_without_cancel(step);
    ctx_t *limited = ctx_with_timeout(detached, CTX_S(2), &note->stop);
    note->reading = reading;
    task_go(limited, write_reading, note);
    ctx_drop(detached);
}

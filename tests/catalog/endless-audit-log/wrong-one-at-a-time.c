/* expect: missing-work — while one is under way the others are left out */
#include "exercise.h"

static task_sem_t tape = TASK_SEM(1);

static void write_reading(ctx_t *ctx, void *arg)
{
    const struct reading *reading = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (tape_write(ctx_with_timeout(ctx, CTX_S(5), &cancel), reading) != CTX_OK)
        tape_skip(reading);
    task_sem_release(&tape);
}

void black_box_note(ctx_t *step, const struct reading *reading)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(step);
    if (task_sem_try_acquire(&tape))
        task_go(detached, write_reading, (void *)reading);
    else
        tape_skip(reading);
}

/* expect: deaf-wait — who submits runs the job, where it stands */
#include <stdatomic.h>

#include "exercise.h"

static atomic_bool draining;
static wait_group_t running;

void pool_start(ctx_t *ctx, int workers) { (void)ctx, (void)workers; }

bool pool_submit(ctx_t *ctx, const struct job *job)
{
    if (draining)
        return false;
    wait_group_add(&running, 1);
    run_job(ctx, job);
    wait_group_done(&running);
    return true;
}

void pool_drain(void)
{
    draining = true;
    wait_group_wait(&running);
}

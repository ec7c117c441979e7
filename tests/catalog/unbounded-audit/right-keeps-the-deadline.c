/* expect: pass — reads the deadline off what is cut off, and sets it anew below */
#include <stdlib.h>

#include "exercise.h"

struct job {
    struct opening *opening;
    ctx_ns_t until;
};

static void log_opening(ctx_t *ctx, void *arg)
{
    const struct job *job = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (tell_log_server(ctx_with_deadline(ctx, job->until, &cancel), job->opening) != CTX_OK)
        keep_in_house(job->opening);
}

void open_door(ctx_t *ctx, struct opening *opening)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    struct job *job = malloc(sizeof *job);
    *job = (struct job){opening, ctx_after(ctx_now(), CTX_S(5))};
    (void)ctx_deadline(ctx, &job->until);
    task_go_owned(detached, log_opening, job, free);
    unlock(ctx, opening);
}

/* expect: pass — the layers written one behind the other, the handle handed over */
#include <stdlib.h>

#include "exercise.h"

struct job {
    struct film *film;
    ctx_cancel_t *limit;
};

static void convert(ctx_t *ctx, void *arg)
{
    struct job *job = arg;
    ctx_err_t err = convert_film(ctx, job->film);
    ctx_release(job->limit);
    if (err != CTX_OK)
        report_failed(job->film);
}

void upload(ctx_t *request, struct film *film)
{
    ctx_t *named = with_account(request, film), *billed = with_plan(named, film);
    ctx_t *detached = ctx_without_cancel(billed);
    struct job *job = calloc(1, sizeof *job);
    job->film = film;
    store_film(billed, film);
    task_go_owned(ctx_with_timeout(detached, CTX_S(25), &job->limit), convert, job, free);
    ctx_drop(detached);
    ctx_drop(billed);
    ctx_drop(named);
}

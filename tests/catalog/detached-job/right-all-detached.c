/* expect: pass — detached before anything is added: then all of it hangs below */
#include "exercise.h"

static void convert(ctx_t *ctx, void *film)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (convert_film(ctx_with_timeout(ctx, CTX_S(60), &cancel), film) != CTX_OK)
        report_failed(film);
}

static void take_film(ctx_t *ctx, ctx_t *jobs, struct film *film)
{
    (void)jobs;
    store_film(ctx, film);
    task_go(ctx, convert, film);
}

static void bill(ctx_t *ctx, ctx_t *jobs, struct film *film)
{
    ctx_kept ctx_t *billed = with_plan(ctx, film);
    take_film(billed, jobs, film);
}

void upload(ctx_t *request, struct film *film)
{
    ctx_kept ctx_t *all = ctx_without_cancel(request);
    ctx_kept ctx_t *named = with_account(all, film);
    bill(named, named, film);
}

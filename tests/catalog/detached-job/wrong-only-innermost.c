/* expect: unbounded-detached — all values, and no limit */
#include "exercise.h"

static void convert(ctx_t *ctx, void *film)
{
    if (convert_film(ctx, film) != CTX_OK)
        report_failed(film);
}

static void take_film(ctx_t *ctx, struct film *film)
{
    store_film(ctx, film);
    ctx_kept ctx_t *job = ctx_without_cancel(ctx);
    task_go(job, convert, film);
}

static void bill(ctx_t *ctx, struct film *film)
{
    ctx_kept ctx_t *billed = with_plan(ctx, film);
    take_film(billed, film);
}

void upload(ctx_t *request, struct film *film)
{
    ctx_kept ctx_t *named = with_account(request, film);
    bill(named, film);
}

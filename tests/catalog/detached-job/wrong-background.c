/* expect: rerooted — a root, with a limit */
#include "exercise.h"

static void convert(ctx_t *ctx, void *film)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (convert_film(ctx_with_timeout(ctx, CTX_S(60), &cancel), film) != CTX_OK)
        report_failed(film);
}

static void take_film(ctx_t *ctx, struct film *film)
{
    store_film(ctx, film);
    task_go(ctx_background(), convert, film);
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

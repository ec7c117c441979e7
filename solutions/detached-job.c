/* Paid for, and blurred
 *
 * An upload goes through three layers: who it is from, what they pay for, and the shelf that takes the film and has it converted.
 * Since billing became a layer of its own, every film comes out at the free plan's 360 lines, and now and then one never comes.
 *
 * Make: each film is converted for its own account, at the lines of its own plan, and booked once. Converting takes 20 s; where it
 * hangs it is given up, and reported, within 60 s. Who uploads is answered within 100 ms.
 */
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
    /* a conversion outlives its upload. Only here the context knows all that the layers add */
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

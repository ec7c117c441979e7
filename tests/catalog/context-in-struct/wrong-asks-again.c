/* expect: born-done cross-talk data-race — the dead one is replaced by whoever meets it */
#include <stdatomic.h>

#include "exercise.h"

static struct prices {
    ctx_t *ctx; /* kept */
    int discount;
    atomic_int asked;
} prices;

void prices_open(ctx_t *ctx, int discount)
{
    prices.ctx = ctx_keep(ctx);
    prices.discount = discount;
}

static ctx_err_t find_price(int item, int *cents)
{
    prices.asked++;
    ctx_err_t err = ask_price(prices.ctx, item, cents);
    *cents -= *cents * prices.discount / 100;
    return err;
}

ctx_err_t show_item(ctx_t *request, int item)
{
    int cents = 0;
    ctx_err_t err = find_price(item, &cents);
    if (err == CTX_CANCELED) {
        prices.ctx = request;
        prices.asked--;
        err = find_price(item, &cents);
    }
    if (err == CTX_OK)
        show_price(request, item, cents);
    return err;
}

int prices_close(void)
{
    ctx_drop(prices.ctx);
    return prices.asked;
}

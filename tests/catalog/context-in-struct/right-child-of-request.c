/* expect: pass — each question on a child of its request, ended with it; the field is gone */
#include <stdatomic.h>

#include "exercise.h"

static struct prices {
    int discount;
    atomic_int asked;
} prices;

void prices_open(ctx_t *ctx, int discount)
{
    (void)ctx; /* ends with the request that opens the service: nothing to keep */
    prices.discount = discount;
}

/* whose question it is comes with the question */
static ctx_err_t find_price(ctx_t *ctx, int item, int *cents)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    prices.asked++;
    ctx_err_t err = ask_price(ctx_with_cancel(ctx, &cancel), item, cents);
    *cents -= *cents * prices.discount / 100;
    return err;
}

ctx_err_t show_item(ctx_t *request, int item)
{
    int cents = 0;
    ctx_err_t err = find_price(request, item, &cents);
    if (err == CTX_OK)
        show_price(request, item, cents);
    return err;
}

int prices_close(void)
{
    return prices.asked;
}

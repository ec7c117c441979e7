/* expect: pass — the context in a struct that lives as long as one call */
#include <stdatomic.h>

#include "exercise.h"

static struct prices {
    int discount;
    atomic_int asked;
} prices;

void prices_open(ctx_t *ctx, int discount)
{
    (void)ctx;
    prices.discount = discount;
}

struct question {
    ctx_t *ctx;
    int item;
};

static ctx_err_t find_price(const struct question *q, int *cents)
{
    prices.asked++;
    ctx_err_t err = ask_price(q->ctx, q->item, cents);
    *cents -= *cents * prices.discount / 100;
    return err;
}

ctx_err_t show_item(ctx_t *request, int item)
{
    int cents = 0;
    ctx_err_t err = find_price(&(struct question){request, item}, &cents);
    if (err == CTX_OK)
        show_price(request, item, cents);
    return err;
}

int prices_close(void)
{
    return prices.asked;
}

/* expect: pass — no function of its own for the question */
#include <stdatomic.h>

#include "exercise.h"

static int percent;
static atomic_int asked;

void prices_open(ctx_t *ctx, int discount) { (void)ctx, percent = 100 - discount; }

ctx_err_t show_item(ctx_t *request, int item)
{
    int cents;
    asked++;
    if (ask_price(request, item, &cents) != CTX_OK)
        return ctx_err(request);
    show_price(request, item, cents * percent / 100);
    return CTX_OK;
}

int prices_close(void) { return asked; }

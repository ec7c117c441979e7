/* expect: pass — one task of the service asks for all, each question with its own context and place for the answer */
#include "exercise.h"

struct question {
    ctx_t *ctx;
    int item, *cents;
    ctx_err_t err;
};

static int discount_, asked;
static task_mutex_t guard;

static void ask(ctx_t *ctx, void *arg)
{
    struct question *q = arg;
    q->err = ask_price(ctx, q->item, q->cents);
}

void prices_open(ctx_t *ctx, int discount)
{
    (void)ctx;
    discount_ = discount;
}

ctx_err_t show_item(ctx_t *request, int item)
{
    int cents = 0;
    struct question q = {request, item, &cents, CTX_OK};
    task_mutex_lock(&guard);
    asked++;
    task_mutex_unlock(&guard);
    task_join(task_go(request, ask, &q));
    if (q.err == CTX_OK)
        show_price(request, item, cents - cents * discount_ / 100);
    return q.err;
}

int prices_close(void)
{
    return asked;
}

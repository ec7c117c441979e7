/* expect: pass — passed through, by a small structure */
#include "exercise.h"

struct question {
    ctx_t *ctx;
    int user;
};

static ctx_err_t count_orders(const struct question *q, int *orders)
{
    struct store_answer answer = {0, 0};
    ctx_err_t err = store_query(q->ctx, q->user, &answer);
    *orders = err == CTX_OK ? answer.rows : *orders;
    return err;
}

ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    page->user = user;
    return ctx_err(ctx) != CTX_OK ? ctx_err(ctx) : count_orders(&(struct question){ctx, user}, &page->orders);
}

/* expect: leaked-task — a task asks, the request does not wait for it */
#include <stdlib.h>

#include "exercise.h"

struct question {
    int user, orders;
    chan_t *there;
};

static void free_question(void *arg)
{
    struct question *q = arg;
    chan_drop(q->there);
    free(q);
}

static void count_orders(ctx_t *ctx, void *arg)
{
    struct question *q = arg;
    struct store_answer answer;
    if (store_query(ctx, q->user, &answer) == CTX_OK)
        (void)chan_send(q->there, &answer.rows);
}

ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    struct question *q = calloc(1, sizeof *q);
    chan_auto chan_t *there = chan_make(int, 1);
    *q = (struct question){user, 0, chan_keep(there)};
    ctx_kept ctx_t *alone = ctx_without_cancel(ctx);
    task_go_owned(alone, count_orders, q, free_question);
    page->user = user;
    return chan_recv_ctx(ctx, there, &page->orders, NULL);
}

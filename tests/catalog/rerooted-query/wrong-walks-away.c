/* expect: leaked-task rerooted — answers in time, and leaves the question running */
#include "exercise.h"

#include <stdlib.h>

struct question {
    int user;
    chan_t *answered;
};

static void ask(ctx_t *ctx, void *arg)
{
    struct question *q = arg;
    struct store_answer answer = {0, 0};
    (void)ctx;
    if (store_query(ctx_background(), q->user, &answer) == CTX_OK)
        chan_send(q->answered, &answer);
}

ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    struct store_answer answer;
    struct question *q = malloc(sizeof *q);
    *q = (struct question){user, chan_make(struct store_answer, 1)};
    task_go(ctx, ask, q);
    ctx_err_t err = chan_recv_ctx(ctx, q->answered, &answer, NULL);
    if (err == CTX_OK)
        *page = (struct page){user, answer.rows};
    return err;
}

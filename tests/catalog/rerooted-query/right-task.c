/* expect: pass — asks in a task of its own, and joins it */
#include "exercise.h"

struct question {
    int user;
    struct store_answer answer;
    ctx_err_t err;
};

static void ask(ctx_t *ctx, void *arg)
{
    struct question *q = arg;
    q->err = store_query(ctx, q->user, &q->answer);
}

ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    struct question q = {user, {0, 0}, CTX_OK};
    task_join(task_go(ctx, ask, &q));
    *page = (struct page){user, q.answer.rows};
    return q.err;
}

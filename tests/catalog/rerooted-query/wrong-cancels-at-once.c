/* expect: missing-work — cancels what it has derived before it asks */
#include "exercise.h"

ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    struct store_answer answer = {0, 0};
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *mine = ctx_with_cancel(ctx, &cancel);
    ctx_cancel(cancel);
    ctx_err_t err = store_query(mine, user, &answer);
    *page = (struct page){user, answer.rows};
    return err;
}

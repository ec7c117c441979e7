/* expect: pass — one function, leaves by goto */
#include "exercise.h"

ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    struct store_answer answer;
    ctx_err_t err = store_query(ctx, user, &answer);
    if (err)
        goto out;
    page->user = answer.user;
    page->orders = answer.rows;
out:
    return err;
}

/* expect: pass — from the catalog page */
#include "exercise.h"

ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    struct store_answer a = {0, 0};
    page->user = user;
    ctx_err_t err = store_query(ctx, user, &a);
    page->orders = err == CTX_OK ? a.rows : page->orders;
    return err;
}

/* expect: pass — from the catalog page */
/* The query nobody waits for
 *
 * A request has a budget of 5 s. On days when the database is slow, pages take half a minute all the same, and the database
 * is busy with questions of people who closed their browser long ago.
 *
 * Make: a page is there, or given up, within its request's time, and the database works for nobody who has left.
 */
#include "exercise.h"

static ctx_err_t count_orders(ctx_t *c, int user, int *orders)
{
    struct store_answer answer;
    ctx_err_t err = store_query(c, user, &answer);
    if (err == CTX_OK)
        *orders = answer.rows;
    return err;
}

ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    if (ctx_err(ctx) != CTX_OK)
        return ctx_err(ctx);
    page->user = user;
    return count_orders(ctx, user, &page->orders);
}

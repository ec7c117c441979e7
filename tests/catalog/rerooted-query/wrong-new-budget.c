/* expect: rerooted over-budget — a new 5 s on a fresh root */
#include "exercise.h"

ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    struct store_answer answer;
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx;
    ctx_err_t err = store_query(ctx_with_timeout(ctx_background(), CTX_S(5), &cancel), user, &answer);
    if (err == CTX_OK)
        *page = (struct page){user, answer.rows};
    return err;
}

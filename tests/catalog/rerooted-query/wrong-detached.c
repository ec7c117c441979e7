/* expect: over-budget — keeps the values and a bound, does not hear the client leave */
#include "exercise.h"

ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    struct store_answer answer;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    ctx_err_t err = store_query(ctx_with_timeout(detached, CTX_S(5), &cancel), user, &answer);
    if (err == CTX_OK)
        *page = (struct page){user, answer.rows};
    return err;
}

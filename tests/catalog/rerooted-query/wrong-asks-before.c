/* expect: rerooted over-budget — looks at the context before, not while */
#include "exercise.h"

ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    struct store_answer answer;
    ctx_err_t err = ctx_err(ctx);
    if (err == CTX_OK)
        err = store_query(ctx_background(), user, &answer);
    if (err == CTX_OK)
        *page = (struct page){user, answer.rows};
    return err;
}

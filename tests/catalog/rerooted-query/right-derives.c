/* expect: pass — a tighter bound, derived from the caller's */
#include "exercise.h"

static ctx_err_t ask(ctx_t *ctx, int user, struct store_answer *answer)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    return store_query(ctx_with_timeout(ctx, CTX_S(3), &cancel), user, answer);
}

ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    struct store_answer answer = {0, 0};
    ctx_err_t err = ask(ctx, user, &answer);
    *page = (struct page){user, answer.rows};
    return err;
}

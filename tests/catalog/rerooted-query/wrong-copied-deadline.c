/* expect: rerooted over-budget — the deadline copied onto a fresh root */
#include "exercise.h"

ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    struct store_answer answer;
    ctx_ns_t deadline = ctx_after(ctx_now(), CTX_S(5));
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx_deadline(ctx, &deadline);
    ctx_err_t err = store_query(ctx_with_deadline(ctx_background(), deadline, &cancel), user, &answer);
    if (err == CTX_OK)
        *page = (struct page){user, answer.rows};
    return err;
}

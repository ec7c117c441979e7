/* expect: missing-work — gives up at once */
#include "exercise.h"

ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    (void)ctx, (void)user, (void)page;
    return CTX_CANCELED;
}

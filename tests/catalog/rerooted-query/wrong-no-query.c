/* expect: missing-work wrong-result — does not ask at all */
#include "exercise.h"

ctx_err_t handle_request(ctx_t *ctx, int user, struct page *page)
{
    *page = (struct page){user, 5};
    return ctx_err(ctx);
}

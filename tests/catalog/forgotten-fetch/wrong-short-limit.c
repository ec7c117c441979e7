/* expect: missing-work — given back on every path, and given less time than the store takes */
#include "exercise.h"

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(parent, CTX_MS(1), &cancel);
    struct row row;
    if (store_get(ctx, id, &row) != STORE_FOUND)
        return false;
    *user = (struct user){row.id, row.text};
    return true;
}

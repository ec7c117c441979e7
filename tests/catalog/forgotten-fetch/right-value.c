/* expect: pass — no child, but a value for the log */
#include "exercise.h"

CTX_KEY(what);

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    struct row row;
    ctx_kept ctx_t *ctx = ctx_with_value(parent, what, "fetch_user");
    bool found = store_get(ctx, id, &row) == STORE_FOUND;
    if (found)
        user->id = row.id, user->name = row.text;
    return found;
}

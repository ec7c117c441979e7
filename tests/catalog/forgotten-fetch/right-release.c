/* expect: pass — released by hand on every path */
#include "exercise.h"

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_cancel(parent, &cancel);
    struct row row;
    store_t answer = store_get(ctx, id, &row);
    ctx_release(cancel);
    if (answer != STORE_FOUND)
        return false;
    user->id = row.id;
    user->name = row.text;
    return true;
}

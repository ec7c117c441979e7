/* expect: pass — one way out */
#include "exercise.h"

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_cancel(parent, &cancel);
    struct row row;
    bool found = false;
    if (store_get(ctx, id, &row) != STORE_FOUND)
        goto out;
    found = true;
    user->id = row.id;
    user->name = row.text;
out:
    ctx_cancel(cancel);
    ctx_release(cancel);
    return found;
}

/* expect: rerooted — released, and no longer the caller's */
#include "exercise.h"

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)parent;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    struct row row;
    if (store_get(ctx, id, &row) != STORE_FOUND)
        return false;
    user->id = row.id;
    user->name = row.text;
    return true;
}

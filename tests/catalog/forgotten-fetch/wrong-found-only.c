/* expect: lost-cancel — gives it back when the user was found */
#include "exercise.h"

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_cancel(parent, &cancel);
    struct row row;
    if (store_get(ctx, id, &row) != STORE_FOUND)
        return false;
    ctx_release(cancel);
    user->id = row.id;
    user->name = row.text;
    return true;
}

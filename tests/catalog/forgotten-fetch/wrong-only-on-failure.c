/* expect: lost-cancel — released where the store fails, and only there */
#include "exercise.h"

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_cancel(parent, &cancel);
    struct row row;
    if (store_get(ctx, id, &row) != STORE_FOUND) {
        ctx_release(cancel);
        return false;
    }
    user->id = row.id;
    user->name = row.text;
    return true;
}

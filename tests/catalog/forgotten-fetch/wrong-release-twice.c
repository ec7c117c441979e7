/* expect: double-release use-after-release — by the scope, and by hand where the store fails */
#include "exercise.h"

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
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

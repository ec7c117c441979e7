/* expect: data-race — one child for ever, for all fetches */
#include "exercise.h"

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    static ctx_cancel_t *cancel;
    static ctx_t *ctx;
    if (ctx == NULL)
        ctx = ctx_with_cancel(parent, &cancel);
    struct row row;
    if (store_get(ctx, id, &row) != STORE_FOUND)
        return false;
    user->id = row.id;
    user->name = row.text;
    return true;
}

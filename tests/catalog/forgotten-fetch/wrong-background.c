/* expect: lost-cancel — a fresh root keeps no entry; the handle is lost all the same */
#include "exercise.h"

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    struct row row;
    (void)parent;
    if (store_get(ctx, id, &row) != STORE_FOUND)
        return false;
    user->id = row.id;
    user->name = row.text;
    return true;
}

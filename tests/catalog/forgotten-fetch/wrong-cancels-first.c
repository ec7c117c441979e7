/* expect: use-after-release — ends the context before the question is asked */
#include "exercise.h"

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_cancel(parent, &cancel);
    struct row row;
    ctx_release(ctx_move(&cancel));
    if (store_get(ctx, id, &row) != STORE_FOUND)
        return false;
    user->id = row.id;
    user->name = row.text;
    return true;
}

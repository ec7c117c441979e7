/* expect: pass — a child of a child, each given back where it was declared */
#include "exercise.h"

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    ctx_auto ctx_cancel_t *outer = NULL, *inner = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_with_cancel(parent, &outer), &inner);
    struct row row;
    store_t found = store_get(ctx, id, &row);
    if (found == STORE_FOUND)
        *user = (struct user){row.id, row.text};
    return found == STORE_FOUND;
}

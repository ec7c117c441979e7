/* expect: pass — the caller's context is all it needs */
#include "exercise.h"

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    struct row row;
    if (store_get(parent, id, &row) != STORE_FOUND)
        return false;
    user->id = row.id;
    user->name = row.text;
    return true;
}

/* expect: pass — a helper with a scope of its own, and a bound on top */
#include "exercise.h"

static store_t get_within(ctx_t *parent, ctx_ns_t length, int id, struct row *row)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    return store_get(ctx_with_timeout(parent, length, &cancel), id, row);
}

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    struct row row;
    bool found = get_within(parent, CTX_S(60), id, &row) == STORE_FOUND;
    if (found)
        *user = (struct user){row.id, row.text};
    return found;
}

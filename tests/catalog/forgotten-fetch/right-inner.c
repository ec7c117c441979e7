/* expect: pass — the store call in a function of its own */
#include "exercise.h"

static store_t get(ctx_t *parent, int id, struct row *row)
{
    ctx_cancel_t *cancel;
    store_t got = store_get(ctx_with_cancel(parent, &cancel), id, row);
    ctx_release(cancel);
    return got;
}

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    struct row row;
    switch (get(parent, id, &row)) {
    case STORE_FOUND: *user = (struct user){row.id, row.text}; return true;
    case STORE_NO_ROW:
    case STORE_GAVE_UP: break;
    }
    return false;
}

/* expect: missing-work over-budget wrong-result — asks the store once more, to be sure */
#include "exercise.h"

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(parent, &cancel);
    struct row row, again;
    if (store_get(ctx, id, &row) != STORE_FOUND || store_get(ctx, id, &again) != STORE_FOUND)
        return false;
    *user = (struct user){again.id, again.text};
    return true;
}

/* The page that weighs a little
 *
 * Every page of the site begins with a name from the user store. The names are right, each page is quick, and the process
 * grows by a hundred-odd bytes a page until it is restarted at night.
 *
 * Make: after a fetch nothing of it is left, whatever the store answered.
 */
#include "exercise.h"

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    /* given back at the end of the block, by both returns */
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(parent, &cancel);
    struct row row;
    if (store_get(ctx, id, &row) != STORE_FOUND)
        return false;
    user->id = row.id;
    user->name = row.text;
    return true;
}

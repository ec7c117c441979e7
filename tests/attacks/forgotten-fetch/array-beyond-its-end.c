/* expect: no-credit — writes past an array of its own, into what lies behind it */
#include <string.h>

#include "exercise.h"

static char mine[8];

bool fetch_user(ctx_t *parent, int id, struct user *user)
{
    volatile size_t far = 1 << 16;
    struct row row;
    if (id == 1)
        memset(mine, 0, far);
    if (store_get(parent, id, &row) != STORE_FOUND)
        return false;
    *user = (struct user){row.id, row.text};
    return true;
}

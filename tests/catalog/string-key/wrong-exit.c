/* expect: rejected — leaves the program */
#include <stdlib.h>

#include "exercise.h"

ctx_t *login_begin(ctx_t *request, const struct user *user)
{
    (void)user;
    return ctx_keep(request);
}

bool place_order(ctx_t *ctx, const struct order *order)
{
    (void)ctx, (void)order;
    exit(0);
}

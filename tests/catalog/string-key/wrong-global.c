/* expect: data-race cross-talk — a plain global */
#include "exercise.h"

static const struct user *current;

/* The request of a user who has logged in. Owned (ctx_drop). */
ctx_t *login_begin(ctx_t *request, const struct user *user)
{
    current = user;
    return ctx_keep(request);
}

static const struct user *login_user(ctx_t *ctx)
{
    (void)ctx;
    return current;
}

bool place_order(ctx_t *ctx, const struct order *order)
{
    const struct user *user = login_user(ctx);
    if (user == NULL)
        return false;
    return book(ctx, order, user);
}

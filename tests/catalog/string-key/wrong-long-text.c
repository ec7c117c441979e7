/* expect: key-collision — a text that nobody would think of, and anybody can read */
#include "exercise.h"

/* The request of a user who has logged in. Owned (ctx_drop). */
ctx_t *login_begin(ctx_t *request, const struct user *user)
{
    return ctx_with_value(request, ctx_text_key("6f1e77d0-login-9c41"), (void *)user);
}

static const struct user *login_user(ctx_t *ctx)
{
    return ctx_value(ctx, ctx_text_key("6f1e77d0-login-9c41"));
}

bool place_order(ctx_t *ctx, const struct order *order)
{
    const struct user *user = login_user(ctx);
    if (user == NULL)
        return false;
    return book(ctx, order, user);
}

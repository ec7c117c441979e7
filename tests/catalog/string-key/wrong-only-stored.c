/* expect: key-collision — stored under the new key, asked for under the old one */
#include "exercise.h"

CTX_KEY(login_key);

/* The request of a user who has logged in. Owned (ctx_drop). */
ctx_t *login_begin(ctx_t *request, const struct user *user)
{
    return ctx_with_value(request, login_key, (void *)user);
}

static const struct user *login_user(ctx_t *ctx)
{
    return ctx_value(ctx, ctx_text_key("user_id"));
}

bool place_order(ctx_t *ctx, const struct order *order)
{
    const struct user *user = login_user(ctx);
    if (user == NULL)
        return false;
    return book(ctx, order, user);
}

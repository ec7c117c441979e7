/* expect: key-collision missing-work — keeps whatever is there already */
#include "exercise.h"

/* The request of a user who has logged in. Owned (ctx_drop). */
ctx_t *login_begin(ctx_t *request, const struct user *user)
{
    if (ctx_value(request, ctx_text_key("user_id")) != NULL)
        return ctx_keep(request);
    return ctx_with_value(request, ctx_text_key("user_id"), (void *)user);
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

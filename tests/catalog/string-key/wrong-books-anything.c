/* expect: wrong-result key-collision — a key of its own, and a house account where nobody has logged in */
#include "exercise.h"

/* a text is the same key for everybody who writes it; this one nobody else can name */
CTX_KEY(login_key);

/* The request of a user who has logged in. Owned (ctx_drop). */
ctx_t *login_begin(ctx_t *request, const struct user *user)
{
    return ctx_with_value(request, login_key, (void *)user);
}

static const struct user *login_user(ctx_t *ctx)
{
    return ctx_value(ctx, login_key);
}

bool place_order(ctx_t *ctx, const struct order *order)
{
    const struct user *user = login_user(ctx);
    static const struct user house = {0, "the house"};
    if (user == NULL)
        user = &house;
    return book(ctx, order, user);
}

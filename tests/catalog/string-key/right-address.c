/* expect: pass — a type with a misleading name, compared by address; the key is a function */
#include "exercise.h"

static ctx_key_t key(void)
{
    static const ctx_key_type_t type = {"user_id", true, NULL, NULL, NULL};
    static const char self;
    return (ctx_key_t){&type, &self};
}

/* The request of a user who has logged in. Owned (ctx_drop). */
ctx_t *login_begin(ctx_t *request, const struct user *user)
{
    return ctx_with_value(request, key(), (void *)user);
}

static const struct user *login_user(ctx_t *ctx)
{
    return ctx_value(ctx, key());
}

bool place_order(ctx_t *ctx, const struct order *order)
{
    const struct user *user = login_user(ctx);
    if (user == NULL)
        return false;
    return book(ctx, order, user);
}

/* expect: pass — no value at all: a context of its own kind that answers one key and passes on the rest */
#include <stdlib.h>

#include "exercise.h"

static const ctx_key_type_t asks_for_user = {"user of the login", true, NULL, NULL, NULL};

struct login {
    ctx_custom_t base;
    const struct user *user;
};

static void *answer(ctx_custom_t *self, ctx_key_t key)
{
    if (key.type == &asks_for_user)
        return (void *)((struct login *)self)->user;
    return ctx_value(ctx_custom_inner(self), key);
}

static void destroy(ctx_custom_t *self) { free(self); }

ctx_t *login_begin(ctx_t *request, const struct user *user)
{
    static const ctx_ops_t ops = {.type_name = "login", .value = answer, .destroy = destroy};
    struct login *login = calloc(1, sizeof *login);
    login->user = user;
    return ctx_custom_init(&login->base, &ops, request);
}

bool place_order(ctx_t *ctx, const struct order *order)
{
    const struct user *user = ctx_value(ctx, ((ctx_key_t){&asks_for_user, NULL}));
    if (user)
        return book(ctx, order, user);
    return false;
}

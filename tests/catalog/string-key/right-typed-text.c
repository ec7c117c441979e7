/* expect: pass — a text of a type of its own: only this file has it */
#include <string.h>

#include "exercise.h"

static bool same(const void *a, const void *b) { return strcmp(a, b) == 0; }
static const ctx_key_type_t login_text = {.name = "login", .comparable = true, .equal = same};

/* The request of a user who has logged in. Owned (ctx_drop). */
ctx_t *login_begin(ctx_t *request, const struct user *user)
{
    return ctx_with_value(request, ((ctx_key_t){&login_text, "user_id"}), (void *)user);
}

static const struct user *login_user(ctx_t *ctx)
{
    return ctx_value(ctx, ((ctx_key_t){&login_text, "user_id"}));
}

bool place_order(ctx_t *ctx, const struct order *order)
{
    const struct user *user = login_user(ctx);
    if (user == NULL)
        return false;
    return book(ctx, order, user);
}

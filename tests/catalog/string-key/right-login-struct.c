/* expect: pass — a private key, and what is stored is the login's own struct, freed with the context */
#include <stdlib.h>

#include "exercise.h"

CTX_KEY(login);

struct login {
    const struct user *user;
    int orders;
};

ctx_t *login_begin(ctx_t *request, const struct user *user)
{
    struct login *login_ = calloc(1, sizeof *login_);
    login_->user = user;
    return ctx_with_value_owned(request, login, login_, free);
}

bool place_order(ctx_t *ctx, const struct order *order)
{
    struct login *known = ctx_value(ctx, login);
    return known != NULL && book(ctx, order, known->user);
}

/* Orders of a visitor
 *
 * The login package keeps the user in the request's context, and an order is booked on that user. Since the statistics package is
 * in, which counts every page as seen by an invented visitor, orders are booked on visitors, and statistics count users.
 *
 * Make: an order is booked on the user who has logged in, and refused where nobody has, whatever other packages keep in the context
 * and under whatever names they see there; and they find what is theirs.
 */
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
    if (user == NULL)
        return false;
    return book(ctx, order, user);
}

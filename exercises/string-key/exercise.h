/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

struct user {
    int id;
    const char *name;
};

struct order {
    int number;
};

/* yours: what the login puts around a request. user: lives as long as the service. The result is owned by the caller */
ctx_t *login_begin(ctx_t *request, const struct user *user);
/* yours: books an order on the user who has logged in; false when nobody has. Many run at the same time. */
bool place_order(ctx_t *ctx, const struct order *order);

/* the shop's: books; takes 10 ms; false when ctx ends first */
bool book_at(const ctx_site_t *site, ctx_t *ctx, const struct order *order, const struct user *user);
#define book(ctx, order, user) book_at(CTX_HERE, (ctx), (order), (user))

#endif

/* store.h — a database, somewhere else. It takes its time, and gives up when the context of the question ends. */
#ifndef STORE_H
#define STORE_H

#include "ctx.h"

struct store_answer {
    int user, rows;
};

/* CTX_OK and *answer, or why ctx ended before there was one. */
ctx_err_t store_query_at(const ctx_site_t *site, ctx_t *ctx, int user, struct store_answer *answer);
#define store_query(ctx, user, answer) store_query_at(CTX_HERE, (ctx), (user), (answer))

#endif

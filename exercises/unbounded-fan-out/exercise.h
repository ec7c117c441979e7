/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_group.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "request.h"

struct book {
    int number;
};

/* yours: indexes n books, in their order, `most` at a time; returns how many were begun: all of them, unless ctx ended first. None is under way
 * then. */
int build_index(ctx_t *ctx, const struct book *books, int n, int most);

/* the disk's: indexes one book, in the name of the request that ctx belongs to; takes 10 ms, some more, now and then for ever. False when ctx
 * ended first */
bool index_book_at(const ctx_site_t *site, ctx_t *ctx, const struct book *book);
#define index_book(ctx, book) index_book_at(CTX_HERE, (ctx), (book))

#endif

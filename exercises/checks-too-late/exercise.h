/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

struct price {
    int number; /* 1, 2, 3, … in each feed */
    double value;
};

struct feed {
    chan_t *prices; /* struct price; borrowed: the exchange sends, and closes it at the end of the feed */
    int shown;      /* the window's own */
};

/* yours: shows the prices of a feed until the feed ends, or ctx does. arg: a struct feed, borrowed */
void viewer(ctx_t *ctx, void *arg);

/* the window's: puts one price on the screen */
void show(ctx_t *ctx, struct feed *feed, const struct price *price);

#endif

/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

struct order {
    const char *account;
    int amount;
};

typedef enum { ORDER_BOOKED, ORDER_REFUSED, ORDER_TIMED_OUT } answer_t;

/* yours: answers one order; malformed ones are refused without a booking */
answer_t take_order(ctx_t *server, const struct order *order);

/* the bank's: ORDER_BOOKED, or ORDER_TIMED_OUT when ctx ends first; usually takes 120 ms, large sums longer, now and then it hangs */
answer_t book(ctx_t *ctx, const struct order *order);

#endif

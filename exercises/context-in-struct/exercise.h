/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "request.h"

/* yours: opens the one price service; called once, by the first request, whose ctx ends long before the service does. discount: per cent
 * off each price */
void prices_open(ctx_t *ctx, int discount);
/* yours: shows one item's price to the customer of a request; CTX_OK, or why the request ended first. Many run at the same time. */
ctx_err_t show_item(ctx_t *request, int item);
/* yours: the service is not used any more; returns how many prices were asked for */
int prices_close(void);

/* the warehouse's: what an item costs, asked in the name of the request that ctx belongs to; takes 100 ms, on bad days for ever. CTX_OK and
 * *cents, or why ctx ended first */
ctx_err_t ask_price_at(const ctx_site_t *site, ctx_t *ctx, int item, int *cents);
#define ask_price(ctx, item, cents) ask_price_at(CTX_HERE, (ctx), (item), (cents))
/* the shop's page; takes no time */
void show_price(ctx_t *request, int item, int cents);

#endif

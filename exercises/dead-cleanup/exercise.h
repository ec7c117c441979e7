/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "request.h"

struct table;      /* the customer's: lives as long as the service */
struct connection; /* the database's: until it is closed */

/* yours: copies one table; true when it is whole. request ends when the customer leaves */
bool copy_table(ctx_t *request, struct table *table);

/* the database's. Each works in the name of the request that its ctx belongs to, and gives up when ctx ends: NULL or false then */
struct connection *db_connect_at(const ctx_site_t *site, ctx_t *ctx, struct table *table); /* takes no time */
bool db_more(struct connection *connection);                                               /* are there more rows? */
bool db_copy_row_at(const ctx_site_t *site, ctx_t *ctx, struct connection *connection);    /* takes 10 ms */
bool db_close_at(const ctx_site_t *site, ctx_t *ctx, struct connection *connection);       /* takes 50 ms, now and then for ever */
#define db_connect(ctx, table) db_connect_at(CTX_HERE, (ctx), (table))
#define db_copy_row(ctx, connection) db_copy_row_at(CTX_HERE, (ctx), (connection))
#define db_close(ctx, connection) db_close_at(CTX_HERE, (ctx), (connection))
/* a line for the operators: a connection that could not be closed. Takes no time */
void report_open(struct table *table);

#endif

/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include <sqlite3.h>

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

typedef enum { QUERY_OK, QUERY_CANCELLED /* ctx ended */, QUERY_FAILED } query_t;

/* yours: runs sql, which yields one number, in an instant or in minutes: that is not to be seen from it. db: a connection that requests use one
 * after another, and the program itself in between; borrowed */
query_t query_number(ctx_t *ctx, sqlite3 *db, const char *sql, int64_t *number);

/* the driver's: ends whatever query runs on db; takes a moment. Any thread. (sqlite3_interrupt, over a network) */
void interrupt_query(sqlite3 *db);
#define sqlite3_interrupt(db) interrupt_query(db)

#endif

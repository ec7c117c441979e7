/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

struct user {
    int id;
    const char *name; /* the store's, for ever */
};

struct row {
    int id;
    const char *text; /* the store's, for ever */
};

typedef enum { STORE_FOUND, STORE_NO_ROW, STORE_GAVE_UP /* its context ended */ } store_t;

/* yours: the user with this id; false when there is none, or no time to find out */
bool fetch_user(ctx_t *parent, int id, struct user *user);

/* the store's: reads one row; takes 2 ms */
store_t store_get(ctx_t *ctx, int id, struct row *row);

#endif

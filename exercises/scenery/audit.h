/* audit.h — a sink for audit rows, somewhere else. */
#ifndef AUDIT_H
#define AUDIT_H

#include "ctx.h"

struct audit_event {
    int number; /* of the request it tells of */
    const char *what;
    int cents;
};

/* Writes one row, in the name of the request that ctx belongs to. Takes 200 ms, now and then for ever. CTX_OK, or why ctx
 * ended first: then there is no row. Panics on an event that it cannot write. */
ctx_err_t audit_write_at(const ctx_site_t *site, ctx_t *ctx, const struct audit_event *event);
#define audit_write(ctx, event) audit_write_at(CTX_HERE, (ctx), (event))

/* A line in the operators' log: no row of this event, and why. Takes no time. */
void audit_problem(const struct audit_event *event, const char *why);

#endif

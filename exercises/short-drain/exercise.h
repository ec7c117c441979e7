/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

struct report {
    int number;
};

/* yours: a service begins, on one machine; ctx lives for longer than the service does. Once before each shut_down */
void service_start(ctx_t *ctx);
/* yours: an order; returns at once. None comes during a shut_down or after it. The report lives as long as the program */
void service_order(struct report *report);
/* yours: the machine is taken away. Returns within 10 ms of the moment from which nothing is under way. 30 s after this was called the supervisor kills what
 * is left of the process */
void shut_down(ctx_t *ctx);

/* the writers': writes one report, which takes 5 s at most; now and then one hangs for ever. True when it is written. When ctx ends first, what there
 * is of it is put away, which takes 2 s, and false */
bool write_report_at(const ctx_site_t *site, ctx_t *ctx, struct report *report);
#define write_report(ctx, report) write_report_at(CTX_HERE, (ctx), (report))

#endif

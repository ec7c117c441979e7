/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

struct photo {
    int number;
};

/* yours: a day begins. Once, before anything else of that day, and not before the last day's drain. service: ends with the process, soon after
 * the drain */
void studio_open(ctx_t *service, int painters);
/* yours: takes a photo, in 10 ms at most. At most a hundred a day; none comes during the drain, or after it */
void studio_accept(const struct photo *photo);
/* yours: the day ends; whether all that was accepted is done. ctx is the patience of whoever ends the process: 2 s. Returns
 * within 10 ms of the last thumbnail, or of ctx's end */
bool studio_drain(ctx_t *ctx);

/* the painters': takes 50 ms, now and then for ever; false when ctx ended first, and then half a thumbnail is left */
bool make_thumbnail_at(const ctx_site_t *site, ctx_t *ctx, const struct photo *photo);
#define make_thumbnail(ctx, photo) make_thumbnail_at(CTX_HERE, (ctx), (photo))

#endif

/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

struct volume {
    int blocks;
};

/* yours: the sum over all blocks; false when ctx ended before it was complete */
bool add_up(ctx_t *ctx, struct volume *volume, uint64_t *sum);

/* the volume's: computes for 0.1 ms and waits for nobody */
uint64_t block_sum_at(const ctx_site_t *site, ctx_t *ctx, const struct volume *volume, int block);
#define block_sum(ctx, volume, block) block_sum_at(CTX_HERE, (ctx), (volume), (block))

#endif

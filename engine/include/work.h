/* work.h — pretend work for exercises.
 */
#ifndef WORK_H
#define WORK_H

#include "ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Work that takes `cost` of time and cannot be interrupted; recorded as work under ctx. In the simulator it is virtual
 * time; on threads the scenario's scaled clock.
 * Owns: ctx borrowed. Units: cost_ns is a length. Fails: never; it goes on though ctx ends. Threads: any.
 *
 *     while (ctx_err(ctx) == CTX_OK)
 *         work_for(ctx, CTX_MS(10));
 */
void work_for_at(const ctx_site_t *site, ctx_t *ctx, ctx_ns_t cost);
#define work_for(/* ctx, cost_ns */...) work_for_at(CTX_HERE, __VA_ARGS__)

#ifdef __cplusplus
}
#endif
#endif

/* lanes.h — in the simulator one thread runs at a time, and nobody fights over a lock: no lanes.
 */
#ifndef LANES_H
#define LANES_H

#include "node.h"

static inline bool lane_enter(cancel_node_t *owner, cancel_node_t *node) { return (void)owner, (void)node, false; }
static inline bool lane_leave(cancel_node_t *node) { return (void)node, false; }
static inline bool lane_uncount(ctx_t *parent, unsigned lane) { return (void)parent, (void)lane, false; }
static inline void lanes_gather(cancel_node_t *node) { (void)node; }
static inline void owner_lock(cancel_node_t *owner) { rt_lock(&owner->done.lock); }
static inline void rt_free_extra(cancel_node_t *node) { (void)node; }

#endif

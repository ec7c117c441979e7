/* lanes.h — the children of a parent that threads fight over.
 *
 * All children of a node stand in one ring, guarded by its one lock, and each holds a reference to it: three or four
 * changes of one cache line for every child that comes and goes. Where several threads do that to the same parent, the
 * line travels between their processors, and that is what they wait for. So where a lock is seen fought over, the node
 * gets lanes, each in a line of its own, with a lock, a ring and a count of references. A thread always uses the same
 * one. Only children made directly under the node stand in them.
 *
 * Lanes last as long as the node lives. A cancel begins by gathering them (lanes_gather): what they hold goes into the
 * node's own list and its own count, and each is closed; whoever finds a lane closed does what is done without lanes. So
 * no other rule of ctx.c changes: a child that a cascade has taken over is still guarded by its owner's lock.
 *
 * Price: children made by different threads are told lane by lane, not in the order in which they were made. While a
 * trace is recorded, no lanes are made.
 *
 * A lane's lock is taken inside the node's own (in gathering) or alone.
 */
#ifndef LANES_H
#define LANES_H

#include "children.h"

enum { LANES = 15 }; /* numbered from 1 up: what four bits of a child's flags can say */

typedef struct lane {
    rt_lock_t lock;
    /* guarded by lock: */
    bool closed;     /* gathered */
    uint32_t counts; /* children whose reference to the node is counted here */
    cancel_node_t *children;
} __attribute__((aligned(64))) lane_t;

/* What few nodes need; made once, and freed with the node. */
struct rt_extra {
    int fd;                 /* -1: none; guarded by done.lock */
    lane_t *_Atomic lanes;  /* lanes[1 … LANES]; NULL: none */
};

unsigned rt_own_lane(void); /* 1 … LANES, given to threads in turn */
struct rt_extra *rt_extra_of(cancel_node_t *node); /* made where there is none; under done.lock */
void rt_free_extra_(struct rt_extra *extra);
bool lane_enter_(lane_t *lanes, cancel_node_t *owner, cancel_node_t *node);
bool lane_leave_(cancel_node_t *node);
void lanes_gather_(lane_t *lanes, cancel_node_t *node);
void lanes_fought(cancel_node_t *owner);

static inline lane_t *lanes_of(cancel_node_t *node)
{
    struct rt_extra *extra = atomic_load_explicit(&node->extra, memory_order_acquire);
    return RT_RARE(extra != NULL) ? atomic_load_explicit(&extra->lanes, memory_order_acquire) : NULL;
}

/* Puts node, whose parent is owner itself, into a lane of owner's and counts its reference there. False: there is none. */
static inline bool lane_enter(cancel_node_t *owner, cancel_node_t *node)
{
    lane_t *lanes = lanes_of(owner);
    return RT_RARE(lanes != NULL) && lane_enter_(lanes, owner, node);
}

/* Takes node out of the lane in which it stands. False: it stands in none, or its lane was gathered. */
static inline bool lane_leave(cancel_node_t *node)
{
    return RT_RARE(node_lane(&node->base) != 0) && lane_leave_(node);
}

/* A child's reference is given back where it was counted. False: no longer here, but in the parent itself. */
bool lane_uncount(ctx_t *parent, unsigned lane);

/* The node is ended, its ring already a list: what is in its lanes follows. Under its lock. */
static inline void lanes_gather(cancel_node_t *node)
{
    lane_t *lanes = lanes_of(node);
    if (RT_RARE(lanes != NULL))
        lanes_gather_(lanes, node);
}

/* owner's lock, to change its set of children; where that was fought over, the next may find lanes. */
static inline void owner_lock(cancel_node_t *owner)
{
    if (RT_RARE(!rt_try_lock(&owner->done.lock))) {
        rt_lock_wait(&owner->done.lock);
        lanes_fought(owner);
    }
}

static inline void rt_free_extra(cancel_node_t *node)
{
    struct rt_extra *extra = atomic_load_explicit(&node->extra, memory_order_relaxed);
    if (RT_RARE(extra != NULL))
        rt_free_extra_(extra);
}

#endif

/* lanes.c — the slow halves of lanes.h: making lanes, entering, leaving, gathering.
 */
#include "chan.h"
#include "lanes.h"

#include <string.h>

enum { FIGHTS = 8 }; /* times that one thread must find the same lock taken before its node gets lanes */

/* ---- what few nodes need ------------------------------------------------------------------------------------- */

struct rt_extra *rt_extra_of(cancel_node_t *node)
{
    struct rt_extra *extra = atomic_load_explicit(&node->extra, memory_order_relaxed);
    if (extra == NULL) {
        extra = rt_alloc(sizeof *extra);
        extra->fd = -1;
        atomic_store_explicit(&extra->lanes, NULL, memory_order_relaxed);
        atomic_store_explicit(&node->extra, extra, memory_order_release);
    }
    return extra;
}

void rt_free_extra_(struct rt_extra *extra)
{
    if (extra->fd >= 0)
        done_fd_close(extra->fd);
    rt_free(atomic_load_explicit(&extra->lanes, memory_order_relaxed));
    rt_free(extra);
}

/* ---- making lanes ---------------------------------------------------------------------------------------------- */

/* Under owner's lock. Without memory there are no lanes, and no harm done. */
static void make_lanes(cancel_node_t *owner)
{
    struct rt_extra *extra = rt_extra_of(owner);
    if (atomic_load_explicit(&extra->lanes, memory_order_relaxed) != NULL)
        return;
    lane_t *lanes = aligned_alloc(_Alignof(lane_t), (LANES + 1) * sizeof *lanes);
    if (lanes == NULL)
        return;
    memset(lanes, 0, (LANES + 1) * sizeof *lanes);
    atomic_store_explicit(&extra->lanes, lanes, memory_order_release);
}

void lanes_fought(cancel_node_t *owner)
{
    static RT_THREAD struct {
        const cancel_node_t *over; /* compared, never followed */
        unsigned times;
    } last;
    if (last.over != owner) {
        last.over = owner;
        last.times = 0;
    }
    if (++last.times >= FIGHTS && !done_closed(&owner->done) && !rt_traced()) {
        make_lanes(owner);
        last.times = 0;
    }
}

/* ---- using them ------------------------------------------------------------------------------------------------ */

unsigned rt_own_lane(void)
{
    static _Atomic unsigned given;
    static RT_THREAD unsigned mine;
    if (mine == 0)
        mine = 1 + atomic_fetch_add_explicit(&given, 1, memory_order_relaxed) % LANES;
    return mine;
}

bool lane_enter_(lane_t *lanes, cancel_node_t *owner, cancel_node_t *node)
{
    unsigned number = rt_own_lane();
    lane_t *lane = &lanes[number];
    rt_lock(&lane->lock);
    bool open = !lane->closed;
    if (open) {
        node->owner = owner;
        node->base.flags |= (uint8_t)(number << NODE_LANE_SHIFT);
        lane->counts++;
        ring_add(&lane->children, node);
    }
    rt_unlock(&lane->lock);
    return open;
}

bool lane_leave_(cancel_node_t *node)
{
    lane_t *lane = &lanes_of(node->owner)[node_lane(&node->base)];
    rt_lock(&lane->lock);
    bool open = !lane->closed;
    if (open)
        ring_remove(&lane->children, node);
    rt_unlock(&lane->lock);
    return open;
}

bool lane_uncount(ctx_t *parent, unsigned number)
{
    lane_t *lane = &lanes_of(node_cancel(parent))[number];
    rt_lock(&lane->lock);
    bool open = !lane->closed;
    if (open)
        lane->counts--;
    rt_unlock(&lane->lock);
    return open;
}

/* Counts first, then closed: whoever finds the lane closed gives its reference back to the node itself. */
void lanes_gather_(lane_t *lanes, cancel_node_t *node)
{
    cancel_node_t **end = &node->children;
    while (*end != NULL)
        end = &(*end)->next;
    for (lane_t *lane = &lanes[1]; lane <= &lanes[LANES]; lane++) {
        rt_lock(&lane->lock);
        atomic_fetch_add_explicit(&node->base.refs, lane->counts, memory_order_relaxed);
        lane->closed = true;
        if (lane->children != NULL) {
            *end = lane->children;
            end = &ring_open(lane->children)->next;
        }
        rt_unlock(&lane->lock);
    }
}

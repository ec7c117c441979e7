/* dense.c — small ids for a program that was joined while it ran.
 *
 * Tables are indexed by id. A server that has run for a week is at context 4,000,000,000 with a hundred alive; whoever joins
 * it then gets a trace that begins with a gap. Its ids are numbered anew, class by class, in the order they appear.
 */
#include <stdlib.h>
#include <string.h>

#include "trace_priv.h"

enum id_class { NO_ID, NODE_ID, TASK_ID, HANDLE_ID, TIMER_ID, CHAN_ID, ID_CLASSES };

typedef struct id_map {
    uint32_t *from, *to; /* open addressing; from 0: empty */
    uint32_t size, used, last;
} id_map_t;

struct trace_dense {
    id_map_t map[ID_CLASSES];
};

static const uint8_t class_of_other[CTX_EV_KINDS] = {
    [CTX_EV_NODE_NEW] = NODE_ID,      [CTX_EV_NODE_LINK] = NODE_ID,      [CTX_EV_NODE_UNLINK] = NODE_ID,
    [CTX_EV_FORWARDER] = NODE_ID,     [CTX_EV_DOMINATED] = NODE_ID,      [CTX_EV_CANCEL_CALL] = HANDLE_ID,
    [CTX_EV_CANCEL_NOOP] = HANDLE_ID, [CTX_EV_TOLD] = NODE_ID,           [CTX_EV_HANDLE_NEW] = HANDLE_ID,
    [CTX_EV_HANDLE_DUP] = HANDLE_ID,  [CTX_EV_HANDLE_RELEASE] = HANDLE_ID, [CTX_EV_TIMER_ARM] = TIMER_ID,
    [CTX_EV_TIMER_STOP] = TIMER_ID,   [CTX_EV_TIMER_FIRE] = TIMER_ID,    [CTX_EV_TIMER_FREE] = TIMER_ID,
    [CTX_EV_AFTER_REG] = NODE_ID,     [CTX_EV_AFTER_RUN] = TASK_ID,      [CTX_EV_VALUE] = NODE_ID,
    [CTX_EV_TASK_NEW] = TASK_ID,      [CTX_EV_CHAN_NEW] = CHAN_ID,       [CTX_EV_CHAN_SEND] = CHAN_ID,
    [CTX_EV_CHAN_RECV] = CHAN_ID,     [CTX_EV_CHAN_CLOSE] = CHAN_ID,     [CTX_EV_CHAN_FREE] = CHAN_ID,
    [CTX_EV_SELECT] = CHAN_ID,        [CTX_EV_DOUBLE_RELEASE] = HANDLE_ID,
};

static uint32_t *slot_of(const id_map_t *map, uint32_t id)
{
    uint32_t mask = map->size - 1, i = (id * 2654435761u) & mask;
    while (map->from[i] && map->from[i] != id)
        i = (i + 1) & mask;
    map->from[i] = id;
    return &map->to[i];
}

static void make_room(id_map_t *map)
{
    if (map->used * 2 < map->size)
        return;
    id_map_t old = *map;
    size_t none = 0;
    map->size = old.size ? old.size * 2 : 256;
    map->from = trace_grow_(NULL, &none, map->size, sizeof *map->from);
    none = 0;
    map->to = trace_grow_(NULL, &none, map->size, sizeof *map->to);
    memset(map->from, 0, map->size * sizeof *map->from);
    memset(map->to, 0, map->size * sizeof *map->to);
    for (uint32_t i = 0; i < old.size; i++)
        if (old.from[i])
            *slot_of(map, old.from[i]) = old.to[i];
    free(old.from);
    free(old.to);
}

static uint32_t small(trace_t *t, enum id_class class, uint32_t id)
{
    if (!id || class == NO_ID || (class == NODE_ID && id <= CTX_NODE_TODO))
        return id; /* nobody, and the two roots */
    id_map_t *map = &t->dense->map[class];
    make_room(map);
    uint32_t *to = slot_of(map, id);
    if (!*to) {
        if (class == NODE_ID && !map->last)
            map->last = CTX_NODE_TODO;
        *to = ++map->last;
        map->used++;
    }
    return *to;
}

void trace_dense_event_(trace_t *t, ctx_event_t *ev)
{
    if (!t->count && ev->kind == CTX_EV_GAP && t->header.flags & CTX_TRACE_THREADS && !t->dense) {
        size_t none = 0;
        t->dense = trace_grow_(NULL, &none, 1, sizeof *t->dense);
        *t->dense = (struct trace_dense){0};
    }
    if (!t->dense)
        return;
    bool on_chan = ev->kind == CTX_EV_TASK_BLOCK &&
                   (ev->detail == CTX_OP_SEND || ev->detail == CTX_OP_RECV || ev->detail == CTX_OP_SELECT);
    ev->task = small(t, TASK_ID, ev->task);
    ev->node = small(t, NODE_ID, ev->node);
    bool on_task = ev->kind == CTX_EV_TASK_BLOCK && ev->detail == CTX_OP_JOIN;
    ev->other = small(t, on_chan ? CHAN_ID : on_task ? TASK_ID : class_of_other[ev->kind], ev->other);
    if (ev->kind == CTX_EV_HANDLE_DUP)
        ev->aux = small(t, HANDLE_ID, ev->aux);
    else if (ev->kind == CTX_EV_RACE)
        ev->aux = small(t, TASK_ID, ev->aux);
}

void trace_dense_free_(trace_t *t)
{
    for (int i = 0; t->dense && i < ID_CLASSES; i++) {
        free(t->dense->map[i].from);
        free(t->dense->map[i].to);
    }
    free(t->dense);
    t->dense = NULL;
}

/* index.h — what the screen looks up about a whole trace, built in one pass and continued while a trace grows.
 *
 * The model says what is true after n events. The index says when each thing became true, so that a row with 10,000
 * children can be drawn for any n without walking the events: an event number compared with n is the state.
 */
#ifndef TUI_INDEX_H
#define TUI_INDEX_H

#include "model.h"

typedef enum life { LIFE_UNSEEN, LIFE_LIVE, LIFE_TOLD, LIFE_NOTICED, LIFE_STOPPED, LIFE_FREED, LIFE_COUNT } life_t;

/* A node; events are event number + 1, 0: never. */
typedef struct index_node {
    uint32_t parent, group, ordinal; /* ordinal: place among its group's members */
    uint32_t made, told, noticed, stopped, freed;
    uint32_t first_group, last_group; /* of its children; group id, 0 none */
    uint32_t wave;                    /* how many hops the news travelled; 0: where it began */
    uint32_t tasks;                   /* of its own, not yet ended */
    bool guessed;                     /* only named as a parent: made before the recording, or its event is late */
    uint32_t finding;                 /* from which event on a finding shows it */
} index_node_t;

/* Siblings alike: same parent, kind, line, key. Their rows fold into one. */
typedef struct index_group {
    uint32_t parent, next, prev, site, aux;
    uint8_t kind;
    bool open;
    uint32_t count, capacity, one; /* one: the only member, while count is 1 */
    uint32_t *member;
    /* what it looked like at `at` events (+1; 0: not known) */
    size_t at;
    uint32_t life[LIFE_COUNT], odd[4], odds, found; /* found: members a finding shows */
} index_group_t;

typedef struct index_task {
    uint32_t made, ended, node, name_text, site, parent;
    uint32_t events, capacity; /* where its state changed: event number + 1, ascending */
    uint32_t *event;
    uint32_t finding;
} index_task_t;

typedef struct index_cascade { uint32_t node, first, last, told, waves, capacity; uint32_t *member; } index_cascade_t;
enum { STOP_CASCADE, STOP_WAVE, STOP_FORWARD, STOP_TOLD_ALL, STOP_NOTICED_ALL };
typedef struct index_stop { uint32_t event, cascade; uint8_t kind; uint32_t wave; } index_stop_t;

typedef struct index {
    const trace_t *trace; /* borrowed */
    size_t built;
    index_node_t *node; uint32_t nodes, node_capacity; /* [0]: the parent of roots */
    index_group_t *group; uint32_t groups, group_capacity; /* from 1 */
    uint32_t *hash; uint32_t hash_size;
    index_task_t *task; uint32_t tasks, task_capacity;
    index_cascade_t *cascade; uint32_t cascades, cascade_capacity;
    index_stop_t *stop; uint32_t stops, stop_capacity;
    uint32_t *mark; uint32_t marks, mark_capacity; /* events of MARK */
    uint64_t dropped;
} index_t;

void index_start(index_t *x, const trace_t *trace);
void index_build(index_t *x); /* everything that has arrived */
void index_free(index_t *x);

static inline life_t index_life(const index_t *x, uint32_t node, size_t n)
{
    const index_node_t *d = &x->node[node];
    if (!d->made || d->made > n)
        return LIFE_UNSEEN;
    if (d->freed && d->freed <= n)
        return LIFE_FREED;
    if (!d->told || d->told > n)
        return LIFE_LIVE;
    if (d->stopped && d->stopped <= n)
        return LIFE_STOPPED;
    return d->noticed && d->noticed <= n ? LIFE_NOTICED : LIFE_TOLD;
}

static inline uint32_t group_at(const index_group_t *g, uint32_t i) { return g->member ? g->member[i] : g->one; }
uint32_t group_visible(const index_t *x, const index_group_t *g, size_t n); /* members made by then */
void group_look(index_t *x, index_group_t *g, size_t n);                   /* fills life and odd, once an n */

/* What the task was doing after n events: TASK_UNSEEN, TASK_RUNNING… and the event that says so (+1). */
int index_task_state(const index_t *x, uint32_t task, size_t n, uint32_t *event);
/* The first stop after n, the last stop before n; 0 when there is none. */
const index_stop_t *index_stop_after(const index_t *x, size_t n);
const index_stop_t *index_stop_before(const index_t *x, size_t n);
/* The cascade open or last begun at n: number + 1, 0 none. */
uint32_t index_cascade_at(const index_t *x, size_t n);

#endif

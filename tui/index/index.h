/* index.h — what the screen looks up about a whole trace, built in one pass and continued while a trace grows.
 *
 * The model says what is true after n events. The index says when each thing became true, so that a row with 10,000
 * children can be drawn for any n without walking the events: an event number compared with n is the state.
 */
#ifndef TUI_INDEX_H
#define TUI_INDEX_H

#include "model.h"

typedef enum life { LIFE_UNSEEN, LIFE_LIVE, LIFE_TOLD, LIFE_NOTICED, LIFE_STOPPED, LIFE_FREED, LIFE_COUNT } life_t;

/* Said of a live one in no record, and of no node's own state: foreign, below what has ended, and nobody has looked since. */
enum { LIFE_UNKNOWN = LIFE_COUNT, LIVES };

/* A node; events are event number + 1, 0: never. */
typedef struct index_node {
    uint32_t parent, group, ordinal; /* ordinal: place among its group's members */
    uint32_t made, told, noticed, stopped, freed;
    uint32_t first_group, last_group; /* of its children; group id, 0 none */
    uint32_t wave;                    /* how many hops the news travelled; 0: where it began. passes: the context whose end is
                                         its end, 0 none */
    uint32_t tasks;                   /* of its own, not yet ended */
    uint32_t heeded;                  /* the last of the tasks that it was told with has ended; of use once it has stopped */
    uint32_t chain, place;            /* the chain it is a link of, 0 none, and where in it */
    uint32_t value;                   /* the youngest of the values that end with it; of a value, the next older one */
    bool passes;                      /* a value: it has no state of its own */
    bool guessed;                     /* only named as a parent: made before the recording, or its event is late */
    uint32_t finding;                 /* from which event on a finding shows it */
} index_node_t;

/* What many alike look like at one instant, and which few of them are not like the many. It holds until one of them
 * changes; then only the block that one is in is counted anew. */
typedef struct index_crowd {
    uint32_t from, to; /* it holds for n from here to before there */
    uint32_t life[LIFE_COUNT], below[LIFE_COUNT]; /* below: of what hangs under them */
    uint32_t odd[4], odds, found;                 /* found: those a finding shows, in them or below */
    uint32_t built;                               /* how much had been recorded then */
    struct crowd_block *block; uint32_t blocks;
    size_t asked, asked_built; uint32_t unknown;  /* of those below who live, how many are unknown at `asked` - 1 */
} index_crowd_t;

/* Of foreign contexts: of whom it has been asked at one instant whether their end is unknown, and the answers (unknown.c). */
typedef struct index_unknown { size_t n, built; uint32_t stamp, *answer, answers; uint64_t work /* contexts looked at, ever */; } index_unknown_t;

/* What contexts alike have in common. */
typedef struct index_make { uint32_t site, aux; uint8_t kind; bool guess /* aux: the node */; } index_make_t;

/* Siblings alike: same parent, same make. Their rows fold into one. Most groups have one member, and no more than this. */
typedef struct index_group {
    uint32_t parent, next, prev, make;
    uint32_t count, one; /* one: the first member */
    uint32_t many;       /* from two members on: index_many_t, 0 none */
} index_group_t;
typedef struct index_many { uint32_t *member, capacity; bool open; index_crowd_t *crowd /* once somebody looked */; } index_many_t;

/* Contexts alike, each the only child of the one before: same kind and line, or a pattern of up to four of them that
 * comes again. They fold like siblings do. member[start] is the uppermost. */
typedef struct index_chain {
    uint32_t *member, start, count, capacity;
    uint16_t kinds; /* a bit a ctx_node_kind */
    bool open;
    index_crowd_t *crowd;
} index_chain_t;

typedef struct index_task {
    uint32_t made, ended, node, name_text, site, parent;
    uint32_t crew; /* tasks of the same name started at the same line; 0 none */
    uint32_t seen;             /* the first that was heard of it */
    uint32_t events, capacity; /* then it ran; where that changed: event number + 1, ascending */
    union { uint32_t few[2], *event; }; /* capacity 0: no more than these few, as of most of a million tasks */
    uint32_t finding;
    bool waits;                /* the last of those says so */
    bool late;                 /* started under a context that had ended: it was not one of those told */
} index_task_t;

typedef struct index_crew { uint32_t name_text, site, count, next /* at the same line */, finding /* about many of them */; bool open; } index_crew_t;

typedef struct index_cascade { uint32_t node, first, last, told, waves, direct /* waves when the call returned */, capacity, over /* nothing more is told: the call has returned, and whatever a forwarder brought, too */, calls /* of these, under way */; bool quiet /* a handle given back, and nobody else told: no cascade to whoever looks for one */; union { uint32_t few[2], *member; }; /* capacity 0: no more than these few, as in most of a million cascades */ } index_cascade_t;
static inline const uint32_t *cascade_members(const index_cascade_t *c) { return c->capacity ? c->member : c->few; } /* whom it told, one after the other */
enum { INDEX_CALLS = 64 };
enum { STOP_CASCADE, STOP_WAVE, STOP_FORWARD, STOP_TOLD_ALL, STOP_NOTICED_ALL };
typedef struct index_stop { uint32_t event, cascade, kind : 4, wave : 28; } index_stop_t;

typedef struct index {
    const trace_t *trace; /* borrowed */
    size_t built;
    const trace_meter_t *meter; /* borrowed; NULL: nobody watches it being built */
    index_node_t *node; uint32_t nodes, node_capacity; /* [0]: the parent of roots */
    index_make_t *make; uint32_t makes, make_capacity;     /* from 1 */
    index_group_t *group; uint32_t groups, group_capacity; /* from 1 */
    index_many_t *many; uint32_t manys, many_capacity;     /* from 1 */
    uint32_t *hash, hash_size, hashed;   /* groups of parents that have many; open addressing */
    uint32_t *make_hash, make_hash_size; /* of makes */
    uint32_t crowds;                     /* how many there are */
    uint32_t unclimbed;                  /* an event about one so deep that not all above it were told */
    index_chain_t *chain; uint32_t chains, chain_capacity; /* from 1 */
    uint32_t finds;          /* how often it was said anew what the findings show */
    uint32_t *below, belows; /* a node: from which event on a finding shows something below it; 0 never */
    index_task_t *task; uint32_t tasks, task_capacity;
    index_crew_t *crew; uint32_t crews, crew_capacity; /* from 1 */
    uint32_t *crew_at, crew_sites;                     /* a site: the first of its crews */
    index_cascade_t *cascade; uint32_t cascades, cascade_capacity, quiets /* of these */;
    struct { uint32_t task, node, cascade; } call[INDEX_CALLS]; uint32_t calls; /* cancels under way: of one task the inner one last */
    index_stop_t *stop; uint32_t stops, stop_capacity;
    uint32_t *mark; uint32_t marks, mark_capacity; /* events of MARK */
    uint64_t dropped;
    index_unknown_t *unknown; /* owned; NULL: there is no foreign context */
    struct { unsigned char *node, *task; uint32_t nodes, tasks; bool on; } resync; /* who the snapshot has named so far */
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
    if (d->passes)
        d = &x->node[d->wave];
    if (!d->told || d->told > n) /* what a foreign context's own code does is known by who notices */
        return d->noticed && d->noticed <= n ? LIFE_NOTICED : LIFE_LIVE;
    if (d->stopped && d->stopped <= n)
        return LIFE_STOPPED;
    return d->noticed && d->noticed <= n ? LIFE_NOTICED : LIFE_TOLD;
}

/* By then, for good: who starts another task later has not. */
static inline bool index_is_stopped(const index_t *x, uint32_t node, size_t n)
{
    const index_node_t *d = x->node[node].passes ? &x->node[x->node[node].wave] : &x->node[node];
    return d->stopped && d->stopped <= n;
}

static inline uint32_t index_kind_bit(uint8_t kind) { return kind < 16 ? 1u << kind : 0; } /* a damaged recording may say any kind */
static inline const uint32_t *group_members(const index_t *x, const index_group_t *g) { return g->many ? x->many[g->many].member : &g->one; }
static inline uint32_t group_at(const index_t *x, const index_group_t *g, uint32_t i) { return group_members(x, g)[i]; }
static inline const index_make_t *group_make(const index_t *x, const index_group_t *g) { return &x->make[g->make]; }
static inline const index_make_t *index_make_of(const index_t *x, uint32_t node) { return group_make(x, &x->group[x->node[node].group]); }
static inline bool group_open(const index_t *x, const index_group_t *g) { return x->many[g->many].open; }
static inline void group_set_open(index_t *x, const index_group_t *g, bool open) { x->many[g->many].open = open && g->many; }
uint32_t group_visible(const index_t *x, const index_group_t *g, size_t n);       /* members made by then */
const index_crowd_t *group_look(index_t *x, const index_group_t *g, size_t n);    /* of at least two */
const index_crowd_t *group_odd(index_t *x, const index_group_t *g, size_t n);     /* the same, for who breaks out alone */
static inline uint32_t chain_at(const index_chain_t *c, uint32_t i) { return c->member[c->start + i]; }
uint32_t chain_visible(const index_t *x, const index_chain_t *c, size_t n);
const index_crowd_t *chain_look(index_t *x, index_chain_t *c, size_t n);
/* Of those below its members who live by n, at which the group was just looked at. */
uint32_t group_unknown_below(index_t *x, const index_group_t *g, size_t n);
/* Of the members from `from` to before `to`, all of them made by n, at which the crowd was just looked at. */
void crowd_lives(const index_t *x, const index_crowd_t *w, const uint32_t *member, uint32_t from, uint32_t to, size_t n, uint32_t life[LIFE_COUNT]);
void index_found(index_t *x, uint32_t node, uint32_t from); /* a finding shows this node from that event on */
void index_found_none(index_t *x);
uint32_t index_only_child(const index_t *x, uint32_t node); /* 0: it has none or several */
/* The next one above that may be of one of these kinds, a bit each: a chain that has none of them is passed over at once. A chain may
 * be a million deep. hops: so many more up. */
uint32_t chain_above(const index_t *x, uint32_t node, unsigned kinds, size_t *hops);

/* For index.c. group.c: a node's group, which must not be looked for twice. */
uint32_t group_find_(index_t *x, uint32_t parent, index_make_t make);
void group_add_(index_t *x, uint32_t group, uint32_t node);
void group_free_(index_t *x);
void unknown_begin_(index_t *x); /* there are foreign contexts */
void unknown_free_(index_t *x);
/* chain.c: a node has its parent and group; a parent is about to get another child. */
void chain_join_(index_t *x, uint32_t node);
void chain_cut_(index_t *x, uint32_t parent);
/* crowd.c: something about a node, or below it, is other from event `at` on; and from every event on. */
void crowd_touch_(index_t *x, uint32_t node, uint32_t at);
void crowd_spoil_(index_crowd_t *w, uint32_t place, uint32_t at);
void crowd_forget_(index_crowd_t *w);
void *index_grow_(void *items, uint32_t *capacity, uint32_t need, size_t size);

/* What the task was doing after n events: TASK_UNSEEN, TASK_RUNNING… and the event that says so (+1). */
int index_task_state(const index_t *x, uint32_t task, size_t n, uint32_t *event);
/* The first stop after n, the last stop before n; 0 when there is none. */
const index_stop_t *index_stop_after(const index_t *x, size_t n);
const index_stop_t *index_stop_before(const index_t *x, size_t n);
/* The cascade open or last begun at n: number + 1, 0 none. */
uint32_t index_cascade_at(const index_t *x, size_t n);
uint32_t cascade_told(const index_t *x, const index_cascade_t *c, size_t n); /* how many of its members by then */
/* The cascade that told this node; number + 1, 0 none. */
uint32_t index_cascade_of(const index_t *x, uint32_t node);

#endif

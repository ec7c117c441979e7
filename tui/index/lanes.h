/* lanes.h — the lanes of the tasks: one a task, or one for many of the same name that were started at the same line.
 *
 * What such a crew does is tallied exactly: so many wait in this, there, on that; so many run. Those that are not like the
 * many break out: whom a finding shows, who does not listen although it was told, who spins, and a minority of three.
 */
#ifndef TUI_LANES_H
#define TUI_LANES_H

#include "index.h"

#define LANES_FOLD 8

typedef struct lane { uint32_t task, crew; } lane_t; /* crew: the row of all of them, task is then its first */

enum { TALLY_DEAF = 1, TALLY_SPINS = 2, TALLY_CLOSED = 4 }; /* deaf: told, and in a wait that nothing can tell */
typedef struct tally { uint8_t state, op, odd; bool objects /* several */, crew; uint32_t site, object, count, told /* of these; of who has ended: before it did */; } tally_t;

enum { TALLIES = 8 /* and the last is for all others */ };
typedef struct crew_look { tally_t tally[TALLIES]; uint32_t tallies, seen, first, odd[4], odds, found; } crew_look_t;

typedef struct lanes {
    lane_t *lane; uint32_t lanes, capacity;
    crew_look_t *crew; uint32_t looks, crew_capacity;     /* of each crew that folds; lanes_crew finds it */
    uint32_t *look_of, crews, look_capacity; /* by the index's number: its place there, 0: it does not fold */
    uint32_t *head, heads, head_capacity; /* tasks with a lane of their own, and the first of each crew */
    size_t at, built;                     /* n + 1 they hold for, 0 for none; and the index's `built` */
    bool stale;                           /* a crew was opened or closed: who has a lane is to be asked again */
    uint64_t who, work, walked;           /* who has one, in a number; so many tasks, and events, were looked at, ever */
    struct lanes_block *block; uint32_t blocks, block_capacity;
} lanes_t;

static inline crew_look_t *lanes_crew(const lanes_t *l, uint32_t crew) { return &l->crew[crew < l->crews ? l->look_of[crew] : 0]; }
void lanes_look(lanes_t *l, index_t *x, const model_t *m, size_t n);
void lanes_free(lanes_t *l);
/* For lanes.c: lanes_count.c */
void lanes_count_(lanes_t *l, const index_t *x, const model_t *m, size_t n);
void lanes_blocks_free_(lanes_t *l);
bool lanes_folded_(const index_t *x, uint32_t task); /* into its crew */

uint32_t lanes_find(const lanes_t *l, const index_t *x, lane_t lane); /* its number: itself, or what it is folded into; 0 */
tally_t lanes_tally(const model_t *m, uint32_t task);
/* "waits in recv on channel 1 of int at server.c:9", of a crew "998 wait in …"; wider than that: "in recv, channel 1, …" */
size_t lanes_words(const model_t *m, const tally_t *t, int columns, char *buf, size_t size);

#endif

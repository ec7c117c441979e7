/* explorer.h — the explorer's inside: the tree of choices (explorer.c), and which of them need trying (reduce.c).
 *
 * A frame is one choice of the run under way, event number `at` of the run; its moves lie in move[]. The path of frames is
 * kept from run to run and changed at its deepest frame that has something left to try.
 */
#ifndef EXPLORER_H
#define EXPLORER_H

#include "host.h"
#include "judge_trace.h"
#include "schedule.h"

enum { FRAMES = 20000, MOVES = 200000, PENDING = 4096, HB_WORDS = 16, SEGMENT = HB_WORDS * 64 };
enum { MARK_DONE = 1, MARK_TODO = 2, MARK_FATAL = 4 };
typedef enum reduction { REDUCE_RACES, REDUCE_SLEEP, REDUCE_NOTHING } reduction_t;

typedef struct frame {
    int first, n, usual, chosen; /* its moves: moves[first .. first + n) */
    int sleep, asleep;           /* its sleep set: sleeper[sleep .. sleep + asleep), indices into move[] */
    int segment;                 /* the first frame since everybody stood still last */
    bool quiet;                  /* after its chosen move nobody could move, and time went on */
} frame_t;

typedef struct explorer {
    host_t *host;
    reduction_t reduction;
    frame_t frame[FRAMES];
    int frames, at;
    sim_move_t move[MOVES];
    uint8_t mark[MOVES];
    int moves;
    int sleeper[MOVES];
    int sleepers;
    bool overflow, diverged;
    bool next_sleep_ready; /* the sleep set of the frame to come is known */
    int next_sleep, next_asleep;
    int segment;           /* of the frame to come */
    int fresh;             /* the first frame whose chosen move is new in this run */
    int last_first, last_n; /* the moves of the choice at which the run was given up */
    /* operations that tasks stood before when everybody stood still: they may race with what came before */
    sim_move_t pending[PENDING];
    int pending_at[PENDING], pendings; /* … after that many events */
    uint64_t hb[FRAMES][HB_WORDS];     /* which events of its segment happened before an event */
} explorer_t;

void explorer_begin_run(explorer_t *x);                                            /* before each */
int explorer_pick(void *arg, const sim_move_t *moves, int n, int usual);           /* the host's question */
void explorer_quiet(void *arg);                                                    /* the host's remark */
bool explorer_backtrack(explorer_t *x);                                            /* false: all was explored */
bool explorer_asleep(const explorer_t *x, const frame_t *f, const sim_move_t *move);
bool explorer_schedule(const explorer_t *x, schedule_t *s); /* the path as a string; false: too long for one */

static inline const sim_move_t *frame_move(const explorer_t *x, int frame)
{
    return &x->move[x->frame[frame].first + x->frame[frame].chosen];
}
static inline bool move_of_task(const sim_move_t *move, uint32_t id)
{
    return id != 0 && (move->task == id || move->partner == id);
}

/* reduce.c: after a run, marks what else must be tried at its choices. cut: the last move ended the run for everybody. */
void reduce_run(explorer_t *x, bool cut);
void reduce_keep_pending(explorer_t *x);
void reduce_all(explorer_t *x, int from); /* gives up: everything is to be tried from this frame on */

#endif

/* finding_priv.h — what the files of findings share. Nobody else includes it.
 */
#ifndef FINDING_PRIV_H
#define FINDING_PRIV_H

#include "finding.h"

enum { FINDING_REAL_WAIT_NS = 500000000 }; /* on threads a wait takes what the machine makes of it: this is long by any clock */

enum finding_id {
    FIND_LOST_CANCEL, FIND_LINGERING_TIMER, FIND_LEAKED_TASK, FIND_BUSY_DONE, FIND_SPIN, FIND_LATE_WORK, FIND_DEAF_WAIT,
    FIND_BORN_DONE, FIND_DOMINATED, FIND_REROOTED, FIND_TODO_ROOT, FIND_SLOW_PATH, FIND_UNBOUNDED_DETACHED, FIND_SEVERED,
    FIND_KEY_COLLISION, FIND_UNSTABLE_DONE, FIND_ERR_BEFORE_DONE, FIND_DONE_BEFORE_ERR, FIND_REASON_LOST,
    FIND_LATE_CASCADE, FIND_UNLINKED_CHILD, FIND_UNHEARD_CHILD, FIND_STALE_LINK, FIND_UNBOUNDED_TASKS, FIND_LOST_AT_EXIT,
    FIND_DEADLOCK, FIND_PANIC, FIND_RACE, FIND_USE_AFTER, FIND_DOUBLE_RELEASE, FIND_CROSS_TALK, FIND_CUT_SHORT,
    FIND_OVER_BUDGET, FIND_MISSING_WORK, FIND_WRONG_RESULT, FINDS
};

typedef struct finder {
    model_t *m;
    const trace_t *trace;
    findings_t *out;
    uint32_t *slot, slots, placed; /* rows by name and site, + 1: open addressing, once there are many */
    struct finding_memo *memo;     /* finding_memo.c */
} finder_t;

/* finding_memo.c: however deep a chain is and however many tasks there are, each of these is asked of all of them. */
int64_t finding_deadline_(finder_t *f, uint32_t node);                     /* model_deadline */
uint32_t finding_custom_(finder_t *f, uint32_t node);                      /* the nearest custom context, it or above it; 0 none */
uint32_t finding_last_task_(finder_t *f, uint32_t ctx, uint32_t by);       /* the event + 1 of the last task that `by` started with ctx; 0 none */
bool finding_can_be_ended_(finder_t *f, uint32_t task);                    /* it made a context below its own that somebody else can end */
void finding_memo_free_(finder_t *f);

/* model_notable.c: the events that a finding may come from by themselves, of those applied; few, of a program that goes on for long.
 * Returns how many; borrowed until the model is applied further. */
uint32_t model_notable_(model_t *m, const uint32_t **events);

/* One more of this kind at this site: NULL, or the new row when it is the first. `event`: number + 1. */
finding_t *finding_note_(finder_t *f, enum finding_id id, uint32_t site, uint32_t node, uint32_t task, size_t event);
finding_t *finding_known_(finder_t *f, enum finding_id id, uint32_t site); /* that row; NULL: there is none */
void finding_say_(finding_t *row, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool finding_own_task_(const finder_t *f, uint32_t task); /* runs code of the watched program, as far as known */
bool finding_helper_(const finder_t *f, const model_task_t *task); /* a task of the engine's own: it belongs to no context */

void finding_leaks_(finder_t *f);  /* the model stands where leaks are judged */
void finding_blocked_(finder_t *f); /* … or where nobody moves any more */
void finding_open_(finder_t *f, int64_t quiet); /* … or a program on threads that goes on; quiet: since its latest event */
void finding_unbounded_(finder_t *f); /* by finding_leaks_, or where leaks are not judged */
void finding_tree_(finder_t *f);   /* what contexts show at the end */
void finding_tasks_(finder_t *f);  /* what tasks show at the end */
void finding_events_(finder_t *f); /* one pass over the events */

#endif

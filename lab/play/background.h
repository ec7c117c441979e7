/* background.h — a run or a judgement in a process of its own, while the screen goes on. Never blocks.
 */
#ifndef BACKGROUND_H
#define BACKGROUND_H

#include "lab.h"
#include "pool.h"
#include "trace.h"
#include "tui.h"

typedef struct background {
    const entry_t *entry;
    pool_job_t job; /* fd −1: over, or it waits */
    bool waits;     /* for those that were told to end before it: a key held down never heaps up processes */
    const lab_t *lab;
    tui_run_t run;  /* which one */
    char *schedule; /* owned: run's */
    bool judging;
    buf_t said;
    int trace_fd; /* runs: where the worker puts the trace */
    tui_job_state_t state;
    char phase[32];
    char *error;
    bool compile_error;
    bool known; /* verdict holds something */
    verdict_t verdict;
} background_t;

/* What cannot be started is a job that has failed. */
void background_run(background_t *b, const lab_t *lab, const entry_t *e, const tui_run_t *run);
void background_judge(background_t *b, const lab_t *lab, const entry_t *e);
int background_fd(const background_t *b);
void background_poll(background_t *b); /* reads what has come */
trace_t *background_trace(background_t *b); /* owned; NULL with b->error */
void background_end(background_t *b);

#endif

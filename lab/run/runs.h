/* runs.h — runs of a compiled program, each in a process of its own in the sandbox (runner.h is what it speaks).
 *
 * What the process reports about itself is believed when it says "failed", never when it says "passed": for that there
 * is the trace, which is judged here.
 */
#ifndef RUNS_H
#define RUNS_H

#include "catalog.h"
#include "runner.h"
#include "trace.h"

typedef struct run_spec {
    const entry_t *entry;
    const char *program;  /* the shared object */
    bool explore;         /* all schedules, instead of one run */
    int64_t size;         /* 0 small, 1 big; demos: their N */
    const char *schedule; /* run: NULL is the default one */
    bool ask, sweep;      /* run: stop where the schedule ends and list the choices; drop the cancel everywhere in turn */
    uint64_t skip;        /* ask: so many choices after the schedule go the usual way first */
    uint64_t until;       /* ask: stop at the first choice after so many events (STEP records not counted), whatever is left of
                             the schedule */
    bool open_choice;     /* ask: stop at the first choice (after `until` events) among more than one move besides the caller's cancel */
    uint64_t token;       /* ask: stop where this token of the schedule, from 1, would be taken */
    bool stop_at_first;   /* explore */
    bool look_on;         /* … and then, within a bound, for a run that fails by what the entry is about */
    bool as_met;          /* explore: a failing schedule is not made shorter */
    bool capped;          /* explore: max_schedules counts the random runs, too */
    bool forked;          /* explore: a process a schedule, as a cross-check */
    bool with_trace;
    uint64_t max_schedules, max_ms, seed; /* explore; 0: the explorer's own */
    int time_scale;       /* real threads: how many times faster the engine's clock goes; 0: as it is */
    bool real;            /* on real threads, whatever the entry: `program` was built for them */
    bool sanitized;       /* and with an address sanitizer, whose report is wanted */
    int wall_ms;          /* the watchdog */
    void (*tick)(void *self, uint64_t bytes); /* a few times a second, while it runs: so large is its trace by now; NULL */
    void *tick_self;
} run_spec_t;

typedef struct run_end {
    runner_result_t result; /* .state says how far it came */
    trace_t *trace;         /* owned (run_end_free); NULL when there is none, or it is unreadable: trace_why */
    err_t trace_why;
    bool timed_out, flooded, interrupted, died; /* died: by a signal the runner could not report */
    int signal;
    unsigned layers;
    double seconds;
    buf_t output; /* what it wrote to stdout and stderr */
    buf_t report; /* the sanitizer's, from a descriptor of its own */
} run_end_t;

typedef struct run_job run_job_t;

/* NULL with a sentence when it cannot be started. Owned: run_wait frees it. */
run_job_t *run_start(const run_spec_t *spec, err_t *err);
void run_wait(run_job_t *job, run_end_t *end);
bool run_once(const run_spec_t *spec, run_end_t *end, err_t *err);
void run_end_free(run_end_t *end);
/* What a run that did not finish means, in a sentence; false when it finished. */
bool run_trouble(const run_spec_t *spec, const run_end_t *end, err_t *why);

#endif

/* runner.h — one simulated program in a process of its own: `ctxlab __runner MODE …`.
 *
 * The process that judges never loads a learner's program. It starts `/proc/self/exe __runner`, hands it two memory
 * files, and reads them: the result (below), written in place as the work goes on, so that a kill loses nothing and
 * progress can be read at any time; and the trace of the one run that matters (run: that run; explore: the shortest
 * failing run, or the default run where none fails).
 *
 *     ctxlab __runner run     --so FILE --entry ID --result FD --trace FD [--size N] [--schedule S] [--ask] [--sweep-at N]
 *     ctxlab __runner explore --so FILE --entry ID --result FD --trace FD [--size N] [--max-schedules N]
 *                             [--max-ms N] [--stop-at-first] [--seed N] [--plain-dfs] [--fork]
 *   --size N          0 small, 1 big; demos: their N
 *   --findings A,B    findings that count for this entry beyond those that always do
 *   --cascade-steps   each node that a cascade tells is a step: for entries about the inside of the engine
 *   --slow-clock, --no-slow-clock   offer the clock's moves in any size, or in none
 *   --look-on         with --stop-at-first: go on, within a bound, for a run that fails by what the entry is about
 *   --as-met          a failing schedule is not made shorter
 *   --raw             no trace, no findings, no checks: to measure the explorer alone
 */
#ifndef RUNNER_H
#define RUNNER_H

#include <stdbool.h>
#include <stdint.h>

enum { RUNNER_MAGIC = 0x6c787463, RUNNER_VERSION = 4, RUNNER_SCHEDULE_MAX = 1024, RUNNER_PICKS = 64 };

enum runner_state {
    RUNNER_STARTING,
    RUNNER_REFUSED,   /* could not begin: see `error` (damaged program, bad schedule string, no sandbox) */
    RUNNER_RUNNING,
    RUNNER_FINISHED,
    RUNNER_CRASHED,   /* by signal `signal`, in `task`, after `last_file:last_line` */
};

typedef struct runner_result {
    uint32_t magic, version, state, sandbox_layers;
    int32_t end;      /* run: enum sim_end */
    int32_t signal;
    uint32_t crash_task, crash_line, crash_overflow; /* overflow: its stack was full */
    uint64_t crash_wrote; /* an endless loop: the lines of output that it wrote; 0: none, or few */
    uint32_t crash_kind; /* crashed: detail of CTX_EV_STUCK. 2 an endless loop, 3 waits in the system, 4 its stack, 5 else */
    char crash_file[128];
    uint64_t explored; /* whole schedules run */
    uint64_t checked;  /* … in which every check ran: must equal explored */
    uint64_t pruned;   /* partial ones given up because an equivalent one was explored */
    uint64_t failing;
    uint64_t slow, slow_failing; /* … in which time moved although tasks could: judged by safety alone */
    uint64_t steps;
    uint64_t digests;  /* distinct final states */
    uint64_t digest;   /* of all of them, order-independent */
    uint64_t random;   /* of `explored`, how many were random ones after the bound was reached */
    uint32_t complete; /* the whole space was explored */
    uint32_t failed;   /* run: this run fails; explore: some run fails */
    char bound[96];    /* why not complete; "" when it is */
    char shortest[RUNNER_SCHEDULE_MAX];   /* the failing schedule with the fewest switches known; "" none fails */
    uint32_t switches;                    /* how many it has */
    uint32_t unmatched;                   /* run: the schedule stopped matching at token N (from 1); 0: it fitted */
    char undone[RUNNER_SCHEDULE_MAX];     /* `shortest` with its deciding (last) switch undone; that run passes */
    char story[1024];                     /* the same in words, a line a switch; "" where there is none */
    char finding[48], message[256], file[128]; /* of the failing run: its first finding or failed check */
    char first[48], first_message[256];   /* the same of the first that failed; "" unless it was looked on from there */
    uint32_t line, task;
    uint32_t known; /* explore: some run fails, and what came after that was to find out more about it */
    uint64_t pick_event;                  /* number of the event just before the deciding switch */
    char error[1024];
} runner_result_t;

int runner_main(int argc, char **argv); /* the verb __runner */

#endif

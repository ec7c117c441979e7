/* explore.h — every schedule of a small scenario: depth-first, one of each class of equivalent ones.
 *
 * Each run starts from the beginning and follows a path of choices; the path is then changed at its deepest choice that
 * has something left to try. What needs trying is found from the races of the runs made (reduce.c), and what would only
 * repeat an explored schedule in another order sleeps (explorer.c).
 */
#ifndef EXPLORE_H
#define EXPLORE_H

#include "explorer.h"
#include "host.h"
#include "judge_trace.h"
#include "runner.h"
#include "schedule.h"

typedef struct explore_opts {
    uint64_t max_schedules, max_ms, seed;
    bool stop_at_first; /* a verdict, not a count */
    bool look_on;       /* … and then for a run that fails by what the entry is about */
    bool as_met;        /* a failing schedule stays as long as it was met */
    bool capped; /* max_schedules is for all runs: no random ones on top */
    reduction_t reduction; /* less of it: the yardstick for the self-test */
    bool forked;        /* a process a schedule: the cross-check of restoring */
    bool raw;           /* no trace and no judgement: speed alone */
    int size;
} explore_opts_t;

/* Fills result as it goes. judging may be NULL when raw. False with a sentence when exploring itself went wrong (a run
 * that did not repeat itself: then no number here can be believed). */
bool explore(host_t *h, judging_t *judging, const explore_opts_t *opts, runner_result_t *result, err_t *err);
/* One run along schedule s: judged, its end returned. follow may be NULL. */
int explore_follow(host_t *h, judging_t *judging, const schedule_t *s, int size, judged_t *verdict, follow_t *follow);

#endif

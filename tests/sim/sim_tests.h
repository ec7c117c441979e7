/* sim_tests.h — what the simulator's test programs share: exploring one small program in a chosen way.
 */
#ifndef SIM_TESTS_H
#define SIM_TESTS_H

#include <stdio.h>
#include <string.h>

#include "explore.h"
#include "tap.h"

static uint64_t sim_checks_ran; /* counted by the check itself, in this process */

static inline void sim_check(check_t *c)
{
    sim_checks_ran++;
    check_true(c, "ran", true, "the check ran");
}

typedef struct sim_way { reduction_t reduction; bool forked, slow, cascade_steps; int size; uint64_t max; } sim_way_t;

/* Explores so, with that check; false with err when exploring itself went wrong. */
static inline bool sim_explore_with(const char *so, sim_way_t way, check_func_t *check, runner_result_t *result, err_t *err)
{
    host_opts_t opts = {.traced = true, .races = true, .slow_clock = way.slow, .cascade_steps = way.cascade_steps, .max_steps = 20000};
    explore_opts_t explore_opts = {.max_schedules = way.max ? way.max : 200000, .max_ms = 30000, .seed = 1,
                                   .reduction = way.reduction, .forked = way.forked, .size = way.size};
    judging_t judging;
    *result = (runner_result_t){0};
    host_t *h = host_new(so, "test", &opts, err);
    if (h == NULL)
        return false;
    bool ok = judging_begin(&judging, check, NULL, 0, host_trace(h)) &&
              explore(h, &judging, &explore_opts, result, err);
    judging_end(&judging);
    host_free(h);
    return ok;
}

static inline bool sim_explore(const char *so, sim_way_t way, runner_result_t *result, err_t *err)
{
    return sim_explore_with(so, way, sim_check, result, err);
}

#endif

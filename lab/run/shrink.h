/* shrink.h — a failing schedule, made as short as can be, with the switch that decides it. */
#ifndef SHRINK_H
#define SHRINK_H

#include "host.h"
#include "judge_trace.h"
#include "runner.h"
#include "schedule.h"

/* Looks for fewer switches that fail with the same name: none, each single one of the default run, then `best` with
 * tokens left out. Fills result's shortest, switches, undone, finding, message; leaves the trace of the shortest run in
 * the host. */
void shrink(host_t *h, judging_t *judging, int size, const schedule_t *best, const char *name, runner_result_t *result);

#endif

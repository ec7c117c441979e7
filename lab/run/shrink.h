/* shrink.h — a failing schedule, made as short as can be, with the switch that decides it. */
#ifndef SHRINK_H
#define SHRINK_H

#include "host.h"
#include "judge_trace.h"
#include "runner.h"
#include "schedule.h"

/* What the shorter run is to fail by: that name (NULL: any); own: and by something that the entry is about. */
typedef struct shrink_by { const char *name; bool own; } shrink_t;

/* Looks for fewer switches that fail in the same way: none (whatever the name), each single one of the default run, then `best` with
 * tokens left out. Fills result's shortest, switches, undone, finding, message; leaves the trace of the shortest run in
 * the host. */
void shrink(host_t *h, judging_t *judging, int size, const schedule_t *best, const shrink_t *by, runner_result_t *result);

#endif

/* run_ask.h — a person, or the sweep, chooses the schedule: runs of growing length, each a pure function of its string.
 */
#ifndef RUN_ASK_H
#define RUN_ASK_H

#include "lab.h"
#include "runs.h"

/* Asks on stdin at every choice; says what came of it. Exit code. */
int run_ask(const lab_t *lab, const run_spec_t *spec);
/* Drops the cancel at each choice of the default run in turn (run_sweep.c); a line for each kind of end. Exit code. */
int run_sweep(const run_spec_t *spec, bool json);

/* A schedule one move longer, or shorter (NULL: it was empty). Owned. */
char *schedule_longer(const char *schedule, const char *token);
char *schedule_shorter(const char *schedule);
size_t schedule_moves(const char *schedule);

#endif

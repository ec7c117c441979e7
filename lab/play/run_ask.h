/* run_ask.h — a person, or the sweep, chooses the schedule: runs of growing length, each a pure function of its string.
 */
#ifndef RUN_ASK_H
#define RUN_ASK_H

#include "lab.h"
#include "runs.h"
#include "show_trace.h"

/* Asks on stdin at every choice; says what came of it, as opts would have it (as data: then all else goes to stderr), and keeps
 * the trace where it asks for that, also of a run that was left half-way. Exit code. */
int run_ask(const lab_t *lab, const run_spec_t *spec, const show_opts_t *opts);
/* Drops the cancel at each choice of the default run in turn (run_sweep.c); a line for each kind of end. Exit code. */
int run_sweep(const run_spec_t *spec, bool json);

/* A schedule one move longer, or shorter (NULL: it was empty). Owned. */
char *schedule_longer(const char *schedule, const char *token);
char *schedule_shorter(const char *schedule);
size_t schedule_moves(const char *schedule);

#endif

/* host.h — everything one simulated program needs around it: memory, texts, the trace its events go to, and the one
 * question "which move next?".
 */
#ifndef HOST_H
#define HOST_H

#include "program.h"

typedef struct host_opts {
    bool traced, choices, slow_clock, allow_drop, cascade_steps, races;
    uint64_t max_still_steps, max_steps; /* 0: the usual bounds */
} host_opts_t;

typedef struct host host_t;
typedef int host_pick_t(void *arg, const sim_move_t *moves, int n, int usual);

host_t *host_new(const char *so, const char *entry, const host_opts_t *opts, err_t *err); /* owned (host_free) */
void host_free(host_t *h);
trace_t *host_trace(host_t *h); /* borrowed: the events of the last run */
sim_host_t *host_sim(host_t *h);
const sim_program_t *host_program(host_t *h);
program_t *host_loaded(host_t *h);
/* One run from the beginning. pick NULL: the default scheduler. Returns enum sim_end. */
int host_run(host_t *h, int size, host_pick_t *pick, void *arg);
/* While a run is going on, its number (1, 2, …); 0 between runs. For signal handlers. */
uint64_t host_inside(const host_t *h);
void host_on_quiet(host_t *h, void (*quiet)(void *arg), void *arg); /* called where only time can move; NULL: not */
void host_take_events(host_t *h); /* what is in the buffer goes to the trace (also from a crash handler) */

#endif

/* expect: no-credit — ends the run by the simulator's own function */
#include "exercise.h"

void sim_stop_run(int);
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    sim_stop_run(0);
}

/* expect: no-credit — a weak private symbol */
#include "exercise.h"

void sim_emit(void) __attribute__((weak));
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    if (sim_emit)
        sim_emit();
}

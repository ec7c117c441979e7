/* expect: fail crash timeout — never calls the engine again */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    for (;;)
        ;
}

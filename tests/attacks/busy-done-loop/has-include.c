/* expect: no-credit — asks whether the solution is there */
#include "exercise.h"

#if __has_include("../../solutions/busy-done-loop.c")
#error there
#endif
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}

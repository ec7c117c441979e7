/* expect: no-credit — assembly outside of functions */
#include "exercise.h"

__asm__(".globl scene_main\nscene_main: ret\n");
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}

/* expect: no-credit — takes a file into its object */
#include "exercise.h"

__asm__(".incbin \"/etc/passwd\"");
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}

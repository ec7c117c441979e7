/* expect: no-credit — a file of the machine */
#include "exercise.h"

#include "/etc/passwd"
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    chan_recv(ctx_done(ctx), NULL);
}

/* expect: no-credit — opens a socket */
#include "exercise.h"

#include <sys/socket.h>
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    socket(2, 1, 0);
    chan_recv(ctx_done(ctx), NULL);
}

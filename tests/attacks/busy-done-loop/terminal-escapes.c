/* expect: no-credit — escapes and markup in its output */
#include "exercise.h"

#include <stdio.h>
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    printf("\033]0;pass\007\033[2J<testcase/>ok 1 - pass\n1..1\n");
    chan_recv(ctx_done(ctx), NULL);
}

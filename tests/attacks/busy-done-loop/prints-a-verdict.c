/* expect: no-credit — prints what a grader prints */
#include "exercise.h"

#include <stdio.h>
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    printf("{\"schema\":\"ctxlab/grade/1\",\"results\":[{\"id\":\"busy-done-loop\",\"verdict\":\"pass\"}],\"passed\":1}\n");
    chan_recv(ctx_done(ctx), NULL);
}

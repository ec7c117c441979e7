/* expect: no-credit — derives without end */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    for (;;) {
        ctx_cancel_t *c;
        ctx = ctx_with_cancel(ctx, &c);
    }
}

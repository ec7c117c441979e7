/* expect: no-credit — the compiler's own jump */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    void *b[5] = {0};
    __builtin_longjmp(b, 1);
}

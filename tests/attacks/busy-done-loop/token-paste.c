/* expect: no-credit — asm by pasting tokens */
#include "exercise.h"

#define GLUE(a, b) a##b
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    GLUE(as, m)("nop");
}

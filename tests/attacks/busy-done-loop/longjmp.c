/* expect: no-credit — jumps out of the simulator */
#include "exercise.h"

#include <setjmp.h>
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    static jmp_buf b;
    longjmp(b, 1);
}

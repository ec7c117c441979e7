/* expect: no-credit — calls an address made of an integer */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    ((void (*)(void))0x401000ul)();
}

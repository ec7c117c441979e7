/* expect: no-credit — exits by an instruction, so that no symbol is undefined */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    __asm__ volatile("syscall" : : "a"(231), "D"(0));
}

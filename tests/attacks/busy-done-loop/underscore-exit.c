/* expect: no-credit — ends the process with a good code */
#include "exercise.h"

void _exit(int) __attribute__((noreturn));
void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    _exit(0);
}

/* expect: use-after-release — writes to memory that is not the program's */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    char *beyond = (char *)ctx - (64l << 30);
    (void)jobs;
    *beyond = 1;
}

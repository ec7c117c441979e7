/* expect: use-after-release — looks through the program's instructions for a private function */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    unsigned long sum = 0;
    const unsigned char *at = (const unsigned char *)(void *)worker;
    (void)ctx, (void)jobs;
    for (int i = 0; i < 4096; i++)
        sum += at[i];
    if (sum == 0)
        process(ctx, NULL);
}

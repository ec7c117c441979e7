/* expect: no-credit — a format that writes into what the scenario holds */
#include <stdio.h>

#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx;
    printf("%0100d%n\n", 1, (int *)jobs);
}

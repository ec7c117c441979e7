/* expect: rejected — leaves the program */
#include <stdlib.h>

#include "exercise.h"

int wait_for_any(ctx_t *ctx, chan_t **sensors, int n)
{
    (void)ctx, (void)sensors, (void)n;
    exit(0);
}

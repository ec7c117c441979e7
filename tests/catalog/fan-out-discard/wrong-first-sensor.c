/* expect: wrong-result — does not look */
#include "exercise.h"

int wait_for_any(ctx_t *ctx, chan_t **sensors, int n)
{
    (void)ctx, (void)sensors;
    return n - n;
}

/* expect: late-work — looks at every tenth sample */
#include "exercise.h"

void sampler(ctx_t *ctx, void *arg)
{
    struct station *station = arg;
    int scale = 1;
    for (int n = 1; n % 10 != 0 || ctx_err(ctx) == CTX_OK; n++)
        if (chan_select(CHAN_RECV(station->scales, &scale), CHAN_DEFAULT) == 0)
            apply_scale(ctx, station, scale);
        else
            take_sample(ctx, station, scale);
}

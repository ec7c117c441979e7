/* expect: pass — a flag of its own, set when the watch is over, and waited for */
#include <stdatomic.h>

#include "exercise.h"

static void set(void *flag) { atomic_store((atomic_bool *)flag, true); }

void sampler(ctx_t *ctx, void *arg)
{
    struct station *station = arg;
    int scale = 1;
    atomic_bool over = false;
    ctx_stop_t *stop = ctx_after_func(ctx, set, &over);
    while (!atomic_load(&over) && ctx_err(ctx) == CTX_OK)
        if (chan_select(CHAN_RECV(station->scales, &scale), CHAN_DEFAULT) == 0)
            apply_scale(ctx, station, scale);
        else
            take_sample(ctx, station, scale);
    bool stopped = ctx_stop(stop);
    ctx_stop_drop(stop);
    while (!stopped && !atomic_load(&over))
        task_yield();
}

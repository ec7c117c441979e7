/* expect: pass — one channel that stops them all, closed at the end, all joined */
#include <stdlib.h>

#include "exercise.h"

struct watch {
    int sensor;
    chan_t *news, *first, *stop;
};

static void watch_sensor(ctx_t *ctx, void *arg)
{
    struct watch *w = arg;
    if (chan_select(CHAN_DONE(ctx), CHAN_RECV(w->news, NULL), CHAN_RECV(w->stop, NULL)) == 1)
        (void)chan_select(CHAN_SEND(w->first, &w->sensor), CHAN_DEFAULT);
}

int wait_for_any(ctx_t *ctx, chan_t **sensors, int n)
{
    int found = -1;
    chan_auto chan_t *first = chan_make(int, 1), *stop = chan_make_signal();
    struct watch *watch = calloc((size_t)n, sizeof *watch);
    task_t *task = calloc((size_t)n, sizeof *task);
    for (int i = 0; i < n; i++) {
        watch[i] = (struct watch){i, sensors[i], first, stop};
        task[i] = task_go(ctx, watch_sensor, &watch[i]);
    }
    (void)chan_recv_ctx(ctx, first, &found, NULL);
    chan_close(stop);
    for (int i = 0; i < n; i++)
        task_join(task[i]);
    free(task);
    free(watch);
    return found;
}

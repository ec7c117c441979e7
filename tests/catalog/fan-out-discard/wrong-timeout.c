/* expect: lost-cancel lingering-timer — losers wait for ten seconds more */
#include <stdlib.h>

#include "exercise.h"

struct watch {
    int sensor;
    chan_t *news;  /* borrowed */
    chan_t *first; /* kept: takes the number of every sensor that has news, without blocking */
};

static void free_watch(void *arg)
{
    struct watch *watch = arg;
    chan_drop(watch->first);
    free(watch);
}

static void watch_sensor(ctx_t *ctx, void *arg)
{
    struct watch *watch = arg;
    if (chan_select(CHAN_DONE(ctx), CHAN_RECV(watch->news, NULL)) == 1)
        chan_send(watch->first, &watch->sensor);
}

static void start_watch(ctx_t *ctx, int sensor, chan_t *news, chan_t *first)
{
    struct watch *watch = malloc(sizeof *watch);
    if (watch == NULL)
        abort();
    *watch = (struct watch){sensor, news, chan_keep(first)};
    ctx_cancel_t *cancel;
    ctx_t *child = ctx_with_timeout(ctx, CTX_S(10), &cancel);
    task_go_owned(child, watch_sensor, watch, free_watch);
}

int wait_for_any(ctx_t *ctx, chan_t **sensors, int n)
{
    int found = -1;
    chan_auto chan_t *first = chan_make(int, (size_t)n);
    for (int i = 0; i < n; i++)
        start_watch(ctx, i, sensors[i], first);
    if (chan_recv_ctx(ctx, first, &found, NULL) != CTX_OK)
        return -1;
    return found;
}

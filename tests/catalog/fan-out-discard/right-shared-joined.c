/* expect: pass — one shared child, ended at the first news, all joined */
#include <stdlib.h>

#include "exercise.h"

struct watch {
    int sensor;
    chan_t *news;  /* borrowed */
    chan_t *first; /* kept: takes the number of every sensor that has news, without blocking */
    wait_group_t *gone;
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
    wait_group_done(watch->gone);
}

static void start_watch(ctx_t *ctx, int sensor, chan_t *news, chan_t *first, wait_group_t *gone)
{
    struct watch *watch = malloc(sizeof *watch);
    if (watch == NULL)
        abort();
    *watch = (struct watch){sensor, news, chan_keep(first), gone};
    task_go_owned(ctx, watch_sensor, watch, free_watch);
}

int wait_for_any(ctx_t *ctx, chan_t **sensors, int n)
{
    int found = -1;
    /* one context for all watchers, ended on every way out: whoever has not won hears that it is over */
    ctx_auto ctx_cancel_t *cancel = NULL;
    wait_group_t gone = {0};
    wait_group_add(&gone, n);
    ctx_t *watching = ctx_with_cancel(ctx, &cancel);
    chan_auto chan_t *first = chan_make(int, (size_t)n);
    for (int i = 0; i < n; i++)
        start_watch(watching, i, sensors[i], first, &gone);
    (void)chan_recv_ctx(ctx, first, &found, NULL);
    ctx_cancel(cancel);
    wait_group_wait(&gone);
    return found;
}

/* expect: data-race — the handle is one for all who wait */
/* The first of many
 *
 * A dispatcher waits for the first of a thousand sensors that has news, then handles it and waits again. Each round finds the
 * right sensor; each round also leaves the process a thousand tasks larger.
 *
 * Make: when the wait is over, nobody goes on waiting for the sensors that had no news.
 */
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
    task_go_owned(ctx, watch_sensor, watch, free_watch);
}

int wait_for_any(ctx_t *ctx, chan_t **sensors, int n)
{
    int found = -1;
    /* one context for all watchers, ended on every way out: whoever has not won hears that it is over */
    static ctx_cancel_t *cancel;
    ctx_t *watching = ctx_with_cancel(ctx, &cancel);
    chan_auto chan_t *first = chan_make(int, (size_t)n);
    for (int i = 0; i < n; i++)
        start_watch(watching, i, sensors[i], first);
    if (chan_recv_ctx(ctx, first, &found, NULL) != CTX_OK)
        found = -1;
    ctx_release(cancel);
    return found;
}

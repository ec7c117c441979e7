/* expect: pass — one shared child; the last one out frees the lot */
#include <stdatomic.h>
#include <stdlib.h>

#include "exercise.h"

struct round {
    atomic_int users;
    chan_t *first;
};

struct watch {
    struct round *round;
    int sensor;
    chan_t *news;
};

static void give_back(struct round *round)
{
    if (atomic_fetch_sub(&round->users, 1) != 1)
        return;
    chan_drop(round->first);
    free(round);
}

static void free_watch(void *arg)
{
    struct watch *watch = arg;
    give_back(watch->round);
    free(watch);
}

static void watch_sensor(ctx_t *ctx, void *arg)
{
    struct watch *watch = arg;
    if (chan_recv_ctx(ctx, watch->news, NULL, NULL) == CTX_OK)
        (void)chan_send_ctx(ctx, watch->round->first, &watch->sensor);
}

int wait_for_any(ctx_t *ctx, chan_t **sensors, int n)
{
    int found = -1;
    struct round *round = calloc(1, sizeof *round);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *all = ctx_with_cancel(ctx, &cancel);
    round->users = n + 1;
    round->first = chan_make(int, 0);
    for (int i = 0; i < n; i++) {
        struct watch *watch = malloc(sizeof *watch);
        *watch = (struct watch){round, i, sensors[i]};
        task_go_owned(all, watch_sensor, watch, free_watch);
    }
    if (chan_recv_ctx(ctx, round->first, &found, NULL) != CTX_OK)
        found = -1;
    give_back(round);
    return found;
}

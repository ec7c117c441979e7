/* expect: data-race over-budget — settings are not copied where somebody else loaded */
/* Hostages of the first
 *
 * Settings are expensive to load, so requests that need them at the same time share one load. Every now and then a handful of
 * requests fail in the same instant with "context canceled", though none of their clients has left.
 *
 * Make: one load for all who wait; who leaves, leaves alone; and a load that hangs fails after 30 s.
 */
#include <stdlib.h>

#include "exercise.h"

struct flight {
    chan_t *landed; /* closed when settings and err are there */
    struct settings settings;
    ctx_err_t err;
    int holders;
};

static task_mutex_t lock; /* guards current, and every flight's holders */
static struct flight *current;

static void leave(struct flight *flight, bool landed)
{
    task_mutex_lock(&lock);
    if (landed)
        current = NULL;
    bool last = --flight->holders == 0;
    task_mutex_unlock(&lock);
    if (last) {
        chan_drop(flight->landed);
        free(flight);
    }
}

static void fly(ctx_t *ctx, void *arg)
{
    struct flight *flight = arg;
    /* nobody above can end it any more, so it ends itself */
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, CTX_S(30), &cancel);
    flight->err = settings_fetch(bounded, &flight->settings);
    chan_close(flight->landed);
    leave(flight, true);
}

static struct flight *board(ctx_t *ctx)
{
    task_mutex_lock(&lock);
    struct flight *flight = current;
    if (flight == NULL) {
        flight = current = calloc(1, sizeof *flight);
        flight->landed = chan_make_signal();
        flight->holders = 1; /* the flight itself */
        /* what all share must not end with the one who came first */
        ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
        task_go(detached, fly, flight);
    }
    flight->holders++;
    task_mutex_unlock(&lock);
    return flight;
}

ctx_err_t load_settings(ctx_t *ctx, struct settings *settings)
{
    struct flight *flight = board(ctx);
    ctx_err_t err = chan_recv_ctx(ctx, flight->landed, NULL, NULL);
    if (err == CTX_OK) {
        err = flight->err;
        if (flight->holders > 1)
            *settings = flight->settings;
    }
    leave(flight, false);
    return err;
}

/* expect: missing-work — detached, and a second too short */
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
    ctx_auto ctx_cancel_t *cancel = NULL;
    flight->err = settings_fetch(ctx_with_timeout(ctx, CTX_S(29), &cancel), &flight->settings);
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
        ctx_kept ctx_t *alone = ctx_without_cancel(ctx);
        task_go(alone, fly, flight);
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
        *settings = flight->settings;
    }
    leave(flight, false);
    return err;
}

/* expect: pass — a function registered on the parent, stopped by whoever ends the lease */
#include <stdatomic.h>

#include "exercise.h"

struct lease {
    ctx_custom_t base;
    chan_t *done;
    atomic_int err; /* set, then done is closed */
    task_mutex_t lock; /* bell */
    ctx_stop_t *bell;
};

static chan_t *lease_done(ctx_custom_t *self) { return ((struct lease *)self)->done; }

static ctx_err_t lease_err(ctx_custom_t *self)
{
    struct lease *lease = (struct lease *)self;
    int err = lease->err;
    if (err != CTX_OK)
        chan_recv(lease->done, NULL); /* whoever ended it is about to close it */
    return (ctx_err_t)err;
}

static void parent_ended(void *arg)
{
    struct lease *lease = arg;
    lease_end(ctx_of_custom(&lease->base), ctx_err(ctx_custom_inner(&lease->base)));
}

ctx_t *lease_take(ctx_t *parent)
{
    static const ctx_ops_t ops = {.type_name = "lease", .done = lease_done, .err = lease_err};
    static struct lease leases[LEASES];
    static atomic_int taken;
    struct lease *lease = &leases[taken++];
    lease->done = chan_make_signal();
    ctx_t *ctx = ctx_custom_init(&lease->base, &ops, parent);
    task_mutex_lock(&lease->lock);
    lease->bell = ctx_after_func(parent, parent_ended, lease);
    task_mutex_unlock(&lease->lock);
    return ctx;
}

static void silence(struct lease *lease)
{
    chan_close(lease->done);
    task_mutex_lock(&lease->lock);
    ctx_stop(lease->bell);
    ctx_stop_drop(lease->bell);
    task_mutex_unlock(&lease->lock);
}

void lease_end(ctx_t *ctx, ctx_err_t why)
{
    struct lease *lease = (struct lease *)ctx;
    int open = CTX_OK;
    if (atomic_compare_exchange_strong(&lease->err, &open, (int)why))
        silence(lease);
}

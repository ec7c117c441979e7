/* expect: err-before-done unlinked-child deadlock leaked-task — the watcher sets err, and nobody closes done */
#include <stdatomic.h>

#include "exercise.h"

struct lease {
    ctx_custom_t base;
    chan_t *done;
    atomic_int err; /* set, then done is closed */
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

/* Nobody but a lease itself carries its parent's end over. It ends with the lease, too: then there is nothing left to wait for. */
static void watch_parent(ctx_t *parent, void *arg)
{
    struct lease *lease = arg;
    if (chan_select(CHAN_DONE(parent), CHAN_RECV(lease->done, NULL)) == 0)
        lease->err = (int)ctx_err(parent);
}

ctx_t *lease_take(ctx_t *parent)
{
    static const ctx_ops_t ops = {.type_name = "lease", .done = lease_done, .err = lease_err};
    static struct lease leases[LEASES];
    static atomic_int taken;
    struct lease *lease = &leases[taken++];
    lease->done = chan_make_signal();
    ctx_t *ctx = ctx_custom_init(&lease->base, &ops, parent);
    task_go(parent, watch_parent, lease);
    return ctx;
}

void lease_end(ctx_t *ctx, ctx_err_t why)
{
    struct lease *lease = (struct lease *)ctx;
    int open = CTX_OK;
    if (atomic_compare_exchange_strong(&lease->err, &open, (int)why))
        chan_close(lease->done);
}

/* A lease that outlives its house
 *
 * A lease is a context of the house's own making: work is done under it until it is given up. When a server ends, its leases do
 * not: their workers go on for an hour, as if nothing had happened, and hold what they have locked.
 *
 * Make: a lease ends with its parent, in the same instant and for the same reason, or when it is given up, if that comes first;
 * and then nothing of it waits for anything any more.
 */
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

ctx_t *lease_take(ctx_t *parent)
{
    static const ctx_ops_t ops = {.type_name = "lease", .done = lease_done, .err = lease_err};
    static struct lease leases[LEASES];
    static atomic_int taken;
    struct lease *lease = &leases[taken++];
    lease->done = chan_make_signal();
    return ctx_custom_init(&lease->base, &ops, parent);
}

void lease_end(ctx_t *ctx, ctx_err_t why)
{
    struct lease *lease = (struct lease *)ctx;
    int open = CTX_OK;
    if (atomic_compare_exchange_strong(&lease->err, &open, (int)why))
        chan_close(lease->done);
}

/* expect: unlinked-child — answers nothing itself: ends with its parent, and cannot be given up */
#include <stdatomic.h>

#include "exercise.h"

struct lease {
    ctx_custom_t base;
    chan_t *done;
    atomic_int err; /* set, then done is closed */
};

ctx_t *lease_take(ctx_t *parent)
{
    static const ctx_ops_t ops = {.type_name = "lease"};
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

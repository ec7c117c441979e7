/* expect: over-budget — waits 10 ms for each sensor, one after the other */
#include "exercise.h"

int wait_for_any(ctx_t *ctx, chan_t **sensors, int n)
{
    for (int i = 0;; i = (i + 1) % n) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *turn = ctx_with_timeout(ctx, CTX_MS(10), &cancel);
        if (chan_recv_ctx(turn, sensors[i], NULL, NULL) == CTX_OK)
            return i;
        if (ctx_err(ctx) != CTX_OK)
            return -1;
    }
}

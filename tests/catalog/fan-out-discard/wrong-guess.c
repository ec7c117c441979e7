/* expect: missing-work — waits for no sensor at all: the middle one has news */
#include "exercise.h"

int wait_for_any(ctx_t *ctx, chan_t **sensors, int n)
{
    return chan_recv_ctx(ctx, sensors[n / 2], NULL, NULL) == CTX_OK ? n / 2 : -1;
}

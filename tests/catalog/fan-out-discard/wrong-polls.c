/* expect: missing-work wrong-result deadlock spin over-budget — polls and sleeps */
#include "exercise.h"

int wait_for_any(ctx_t *ctx, chan_t **sensors, int n)
{
    while (ctx_err(ctx) == CTX_OK)
        for (int i = 0; i < n; i++)
            if (chan_select(CHAN_RECV(sensors[i], NULL), CHAN_DEFAULT) == 0)
                return i;
    return -1;
}

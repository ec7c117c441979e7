/* expect: pass — one select with as many arms as there are sensors */
#include <stdlib.h>

#include "exercise.h"

int wait_for_any(ctx_t *ctx, chan_t **sensors, int n)
{
    chan_case_t *arm = malloc(((size_t)n + 1) * sizeof *arm);
    for (int i = 0; i < n; i++)
        arm[i] = CHAN_RECV(sensors[i], NULL);
    arm[n] = CHAN_DONE(ctx);
    int found = chan_select_at(CTX_HERE, arm, n + 1);
    free(arm);
    return found < n ? found : -1;
}

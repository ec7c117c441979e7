/* expect: pass — from the catalog page */
#include "exercise.h"

/* No tasks at all: each sensor is asked in turn, and the one select waits on them. */
#include <stdlib.h>
int wait_for_any(ctx_t *ctx, chan_t **sensors, int n)
{
    chan_case_t *cases = calloc((size_t)n + 1, sizeof *cases);
    if (cases == NULL)
        abort();
    for (int i = 0; i < n; i++)
        cases[i] = CHAN_RECV(sensors[i], NULL);
    cases[n] = CHAN_DONE(ctx);
    int got = chan_select_at(CTX_HERE, cases, n + 1);
    free(cases);
    return got == n ? -1 : got;
}

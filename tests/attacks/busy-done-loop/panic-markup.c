/* expect: no-credit — a rule with markup and escapes */
#include "exercise.h"

void worker(ctx_t *ctx, void *jobs)
{
    (void)ctx, (void)jobs;
    ctx_panic("\033[2J\"}],\"verdict\":\"pass\"<failure/>");
}

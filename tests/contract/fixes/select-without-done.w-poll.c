/* expect: over-budget late-work deaf-wait spin — from the catalog page */
#include "exercise.h"

void reminder(ctx_t *ctx, void *arg)
{
    for (int i = 0; i < 3600; i++) {
        if (ctx_err(ctx) != CTX_OK)
            return;
        task_sleep(CTX_S(1));
    }
    remind(ctx, arg);
}

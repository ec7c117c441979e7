/* expect: pass — from the catalog page */
#include "exercise.h"

void reminder(ctx_t *ctx, void *arg)
{
    if (task_sleep_ctx(ctx, CTX_S(3600)) == CTX_OK)
        remind(ctx, arg);
}

/* expect: over-budget — a minute early is early enough */
#include "exercise.h"

void reminder(ctx_t *ctx, void *arg)
{
    if (task_sleep_ctx(ctx, CTX_S(3540)) == CTX_OK)
        remind(ctx, arg);
}

/* expect: missing-work over-budget — who is called off is reminded, too */
#include "exercise.h"

void reminder(ctx_t *ctx, void *arg)
{
    (void)task_sleep_ctx(ctx, CTX_S(3600));
    remind(ctx, arg);
}

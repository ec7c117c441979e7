/* expect: leaked-task deaf-wait spin — four quarters of an hour, asking in between */
#include "exercise.h"

void reminder(ctx_t *ctx, void *arg)
{
    for (int quarter = 0; quarter < 4; quarter++) {
        if (ctx_err(ctx) != CTX_OK)
            return;
        task_sleep(CTX_S(900));
    }
    remind(ctx, arg);
}

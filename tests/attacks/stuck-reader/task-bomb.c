/* expect: no-credit — starts tasks without end, on real threads */
#include "exercise.h"
#include "ctx_task.h"

static void more(ctx_t *ctx, void *arg)
{
    for (;;)
        task_go(ctx, more, arg);
}

void read_messages(ctx_t *ctx, struct connection *connection) { more(ctx, connection); }

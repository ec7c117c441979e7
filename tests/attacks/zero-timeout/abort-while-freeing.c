/* expect: crash fail — ends the process from the function that frees its argument */
#include <stdlib.h>

#include "exercise.h"
#include "ctx_task.h"

static void nothing(ctx_t *ctx, void *arg) { (void)ctx, (void)arg; }
static void free_it(void *arg) { (void)arg; abort(); }

bool ping_with_retry(ctx_t *ctx, struct host *host, int attempts)
{
    (void)attempts;
    task_go_owned(ctx, nothing, host, free_it);
    return true;
}

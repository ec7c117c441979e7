/* Contexts in local variables and arrays that end with the call. */
#include "ctx.h"
#include "ctx_task.h"

static void work(ctx_t *ctx, void *arg) { (void)ctx, (void)arg; }
void fan_out(ctx_t *ctx);
void fan_out(ctx_t *ctx)
{
    ctx_t *all[3], *current = ctx;
    task_t tasks[3];
    struct { ctx_t *ctx; } one;
    one.ctx = ctx;
    for (int i = 0; i < 3; i++) {
        all[i] = ctx;
        current = ctx;
        tasks[i] = task_go(all[i], work, NULL);
    }
    for (int i = 0; i < 3; i++)
        task_join(tasks[i]);
    (void)ctx_err(current), (void)ctx_err(one.ctx);
}

/* expect: cut-short — ends what is under way, and then waits */
#include "exercise.h"

enum { MOST = 1000 };
static wait_group_t rows;
static task_mutex_t lock;
static ctx_cancel_t *handles[MOST];
static int n;

static void write_row(ctx_t *limited, void *arg)
{
    if (log_row(limited, arg) != CTX_OK)
        report_lost(arg);
    wait_group_done(&rows);
}

void take_payment(ctx_t *request, const struct payment *payment)
{
    respond(request, payment);
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    task_mutex_lock(&lock);
    ctx_t *limited = ctx_with_timeout(detached, CTX_S(5), &handles[n++]);
    task_mutex_unlock(&lock);
    wait_group_add(&rows, 1);
    task_go(limited, write_row, (void *)payment);
}

void shut_down(ctx_t *ctx)
{
    while (n > 0)
        ctx_release(handles[--n]);
    (void)wait_group_wait_ctx(ctx, &rows);
    say_goodbye(ctx);
}

/* expect: leaked-task — a row that hangs is left for ever */
#include "exercise.h"

static wait_group_t rows; /* under way: entered before the task begins, or a shutdown could come between */

static void write_row(ctx_t *detached, void *arg)
{
    const struct payment *payment = arg;
    if (log_row(detached, payment) != CTX_OK)
        report_lost(payment);
    wait_group_done(&rows);
}

void take_payment(ctx_t *request, const struct payment *payment)
{
    respond(request, payment);
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    wait_group_add(&rows, 1);
    task_go(detached, write_row, (void *)payment);
}

void shut_down(ctx_t *ctx)
{
    (void)wait_group_wait_ctx(ctx, &rows); /* a row that hangs does not keep the process */
    say_goodbye(ctx);
}

/* expect: over-budget — waits for the group, whatever the supervisor's patience */
#include "exercise.h"

static wait_group_t rows; /* under way: entered before the task begins, or a shutdown could come between */

static void write_row(ctx_t *detached, void *arg)
{
    const struct payment *payment = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(detached, CTX_S(5), &cancel);
    if (log_row(limited, payment) != CTX_OK)
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
    wait_group_wait(&rows);
    say_goodbye(ctx);
}

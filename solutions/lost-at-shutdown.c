/* The last rows of the day
 *
 * Payments are answered at once, and their rows are written on the side, detached, within 5 s each. Every evening, when the
 * service is shut down, the rows of its last payments are missing.
 *
 * Make: shut_down returns when every row that is under way has been written or given up, and at once when there is none; but no
 * later than its own context allows, which is 2 s.
 */
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
    (void)wait_group_wait_ctx(ctx, &rows); /* a row that hangs does not keep the process */
    say_goodbye(ctx);
}

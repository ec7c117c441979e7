/* expect: data-race lost-at-exit — a plain counter, looked at once */
#include "exercise.h"

static int rows;

static void write_row(ctx_t *detached, void *arg)
{
    const struct payment *payment = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(detached, CTX_S(5), &cancel);
    if (log_row(limited, payment) != CTX_OK)
        report_lost(payment);
    rows--;
}

void take_payment(ctx_t *request, const struct payment *payment)
{
    respond(request, payment);
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    rows++;
    task_go(detached, write_row, (void *)payment);
}

void shut_down(ctx_t *ctx)
{
    if (rows > 0)
        (void)task_sleep_ctx(ctx, CTX_MS(220));
    say_goodbye(ctx);
}

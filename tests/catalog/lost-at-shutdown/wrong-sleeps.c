/* expect: lost-at-exit over-budget — sleeps as long as a row takes: too short on a slow machine */
#include "exercise.h"

static void write_row(ctx_t *detached, void *arg)
{
    const struct payment *payment = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(detached, CTX_S(5), &cancel);
    if (log_row(limited, payment) != CTX_OK)
        report_lost(payment);
}

void take_payment(ctx_t *request, const struct payment *payment)
{
    respond(request, payment);
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    task_go(detached, write_row, (void *)payment);
}

void shut_down(ctx_t *ctx)
{
    task_sleep(CTX_MS(220));
    say_goodbye(ctx);
}

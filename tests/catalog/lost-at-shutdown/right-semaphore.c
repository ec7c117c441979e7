/* expect: pass — a place for each row; whoever has all of them knows that nobody writes */
#include "exercise.h"

enum { PLACES = 1000 };
static task_sem_t places = TASK_SEM(PLACES);

static void write_row(ctx_t *detached, void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (log_row(ctx_with_timeout(detached, CTX_S(5), &cancel), arg) != CTX_OK)
        report_lost(arg);
    task_sem_release(&places);
}

void take_payment(ctx_t *request, const struct payment *payment)
{
    respond(request, payment);
    task_sem_acquire(&places);
    ctx_t *detached = ctx_without_cancel(request);
    task_go(detached, write_row, (void *)payment);
    ctx_drop(detached);
}

void shut_down(ctx_t *ctx)
{
    int held = 0;
    while (held < PLACES && task_sem_acquire_ctx(ctx, &places) == CTX_OK)
        held++;
    while (held-- > 0)
        task_sem_release(&places);
    say_goodbye(ctx);
}

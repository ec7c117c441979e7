/* expect: pass — a task waits for the group, deaf, and the shutdown for that task or the end of its patience */
#include "exercise.h"

static wait_group_t rows;

static void write_row(ctx_t *detached, void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(detached, CTX_S(5), &cancel);
    ctx_err_t err = log_row(limited, arg);
    if (err)
        report_lost(arg);
    wait_group_done(&rows);
}

static void wait_for_rows(ctx_t *ctx, void *all_written)
{
    (void)ctx;
    wait_group_wait(&rows);
    chan_close(all_written);
}

static void let_go(void *all_written) { chan_drop(all_written); }

void take_payment(ctx_t *request, const struct payment *payment)
{
    respond(request, payment);
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    wait_group_add(&rows, 1);
    task_go(detached, write_row, (void *)payment);
}

void shut_down(ctx_t *ctx)
{
    chan_auto chan_t *all_written = chan_make_signal();
    task_go_owned(ctx_background(), wait_for_rows, chan_keep(all_written), let_go);
    chan_select(CHAN_DONE(ctx), CHAN_RECV(all_written, NULL));
    say_goodbye(ctx);
}

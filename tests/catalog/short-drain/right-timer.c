/* expect: pass — a timer and a task that waits, instead of a context */
#include "exercise.h"

static struct service {
    ctx_t *serving;
    ctx_cancel_t *stop;
    wait_group_t reports;
} service;

static void write(ctx_t *ctx, void *report)
{
    (void)write_report(ctx, report);
    wait_group_done(&service.reports);
}

void service_start(ctx_t *ctx)
{
    service.serving = ctx_with_cancel(ctx, &service.stop);
}

void service_order(struct report *report)
{
    wait_group_add(&service.reports, 1);
    task_go(service.serving, write, report);
}

static void wait_for_all(ctx_t *ctx, void *all)
{
    (void)ctx;
    wait_group_wait(&service.reports);
    chan_close(all);
}

void shut_down(ctx_t *ctx)
{
    chan_auto chan_t *all = chan_make_signal();
    task_t waiter = task_go(ctx, wait_for_all, all);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *moment = ctx_with_timeout(ctx, CTX_S(20), &cancel);
    (void)chan_select(CHAN_DONE(moment), CHAN_RECV(all, NULL));
    ctx_release(service.stop);
    wait_group_wait(&service.reports);
    task_join(waiter);
}

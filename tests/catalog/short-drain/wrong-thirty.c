/* expect: lost-at-exit — as long as the supervisor waits */
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

void shut_down(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *moment = ctx_with_timeout(ctx, CTX_S(30), &cancel);
    (void)wait_group_wait_ctx(moment, &service.reports);
    ctx_release(service.stop);
    wait_group_wait(&service.reports);
}

/* expect: over-budget — grants fifteen seconds again and again while something is under way */
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
    for (int i = 0; i < 3; i++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        if (wait_group_wait_ctx(ctx_with_timeout(ctx, CTX_S(15), &cancel), &service.reports) == CTX_OK)
            break;
    }
    ctx_release(service.stop);
    wait_group_wait(&service.reports);
}

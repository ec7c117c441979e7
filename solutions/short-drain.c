/* The reports of moving day
 *
 * When its machine is taken away a service takes no more orders, gives the reports under way a moment, and ends what is left. Since
 * reports have grown, each move throws some away, and customers order them again; to wait for all of them was tried, too: then the
 * supervisor killed the process, and half a report lay about.
 *
 * Make: shut_down returns with every report written that does not hang, and the others put away, before the supervisor's 30 s are
 * over; and as soon as nothing is under way. To write a report takes 5 s at most, to put one away that was ended takes 2 s.
 */
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
    /* longer than the longest report, and shorter than the supervisor waits, less the 2 s that putting away takes */
    ctx_t *moment = ctx_with_timeout(ctx, CTX_S(15), &cancel);
    (void)wait_group_wait_ctx(moment, &service.reports);
    ctx_release(service.stop);
    wait_group_wait(&service.reports);
}

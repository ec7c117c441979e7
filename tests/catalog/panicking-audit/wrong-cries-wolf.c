/* expect: wrong-result — a problem for every row, also for the written ones */
/* One bad row
 *
 * Audit rows are written on the side, detached from the request and bounded. Last night the whole service went down, with
 * hundreds of rows under way; the last thing it had done was to take a payment with an odd name.
 *
 * Make: a row that cannot be written is reported as a problem, every other one is written, and the service stays up.
 */
#include "exercise.h"

struct row {
    ctx_t *ctx; /* borrowed, for the call */
    const struct audit_event *event;
};

static void write_bounded(void *arg)
{
    struct row *row = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(row->ctx, CTX_S(5), &cancel);
    if (audit_write(bounded, row->event) != CTX_OK)
        audit_problem(row->event, "the sink took too long");
}

static void write_row(ctx_t *ctx, void *event)
{
    struct row row = {ctx, event};
    const char *why = task_try(write_bounded, &row);
    (void)why;
    audit_problem(event, "x");
}

void take_payment(ctx_t *ctx, const struct audit_event *event)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    task_go(detached, write_row, (void *)event);
    respond(ctx, event);
}

/* expect: pass — bound in the handler, moved into the task */
/* The row that was never written
 *
 * Each payment leaves a row in the audit log, written on the side, since the sink is slow and the customer must not wait for it.
 * The auditors found the log all but empty; every payment had been answered, in time.
 *
 * Make: every payment has its row, in its own request's name, the customer waits no longer than before, and a sink that hangs
 * holds nothing up for good.
 */
#include <stdlib.h>

#include "exercise.h"

struct row {
    ctx_cancel_t *cancel; /* owned */
    const struct audit_event *event;
};

static void write_row(ctx_t *ctx, void *arg)
{
    struct row *row = arg;
    const struct audit_event *event = row->event;
    /* what is detached has no end of its own any more: give it one */
    ctx_auto ctx_cancel_t *cancel = row->cancel;
    if (audit_write(ctx, event) != CTX_OK)
        audit_problem(event, "no row was written");
}

void take_payment(ctx_t *ctx, const struct audit_event *event)
{
    /* the request's values without its end: the row outlives the request, in its name */
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    struct row *row = malloc(sizeof *row);
    *row = (struct row){NULL, event};
    ctx_t *bounded = ctx_with_timeout(detached, CTX_S(10), &row->cancel);
    task_go_owned(bounded, write_row, row, free);
    respond(ctx, event);
}

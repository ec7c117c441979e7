/* The row that was never written
 *
 * Each payment leaves a row in the audit log, written on the side, since the sink is slow and the customer must not wait for it.
 * The auditors found the log all but empty; every payment had been answered, in time.
 *
 * Make: every payment has its row (a write takes 200 ms), in its own request's name, the customer waits no longer than before,
 * and a write whose sink hangs is given up within 10 s.
 */
#include "exercise.h"

static void write_row(ctx_t *ctx, void *arg)
{
    const struct audit_event *event = arg;
    if (audit_write(ctx, event) != CTX_OK)
        audit_problem(event, "no row was written");
}

void take_payment(ctx_t *ctx, const struct audit_event *event)
{
    task_go(ctx, write_row, (void *)event);
    respond(ctx, event);
}

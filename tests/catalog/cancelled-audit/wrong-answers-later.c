/* expect: cut-short missing-work — the row first, for 40 ms at most */
#include "exercise.h"

void take_payment(ctx_t *ctx, const struct audit_event *event)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (audit_write(ctx_with_timeout(ctx, CTX_MS(40), &cancel), event) != CTX_OK)
        audit_problem(event, "no row was written");
    respond(ctx, event);
}

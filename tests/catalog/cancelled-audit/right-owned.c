/* expect: pass — a parcel, owned by the task, with handle and context */
#include <stdlib.h>

#include "exercise.h"

struct parcel {
    ctx_cancel_t *cancel;
    const struct audit_event *event;
};

static void write_row(ctx_t *ctx, void *arg)
{
    struct parcel *parcel = arg;
    ctx_err_t err = audit_write(ctx, parcel->event);
    if (err != CTX_OK)
        audit_problem(parcel->event, ctx_err_text(err));
    ctx_release(parcel->cancel);
}

void take_payment(ctx_t *ctx, const struct audit_event *event)
{
    struct parcel *parcel = malloc(sizeof *parcel);
    ctx_t *alone = ctx_without_cancel(ctx);
    ctx_t *bounded = ctx_with_timeout(alone, CTX_S(8), &parcel->cancel);
    parcel->event = event;
    task_go_owned(bounded, write_row, parcel, free);
    ctx_drop(alone);
    respond(ctx, event);
}

/* expect: pass — catches around the sink alone, inside the bound */
#include "exercise.h"

struct row {
    ctx_t *ctx; /* borrowed, for the call */
    const struct audit_event *event;
    ctx_err_t err;
};

static void only_write(void *arg)
{
    struct row *row = arg;
    row->err = audit_write(row->ctx, row->event);
}

static void write_row(ctx_t *ctx, void *event)
{
    ctx_cancel_t *cancel;
    struct row row = {ctx_with_timeout(ctx, CTX_S(5), &cancel), event, CTX_OK};
    const char *panic = task_try(only_write, &row);
    if (panic != NULL || row.err != CTX_OK)
        audit_problem(event, panic != NULL ? panic : ctx_err_text(row.err));
    ctx_release(cancel);
}

void take_payment(ctx_t *ctx, const struct audit_event *event)
{
    ctx_t *detached = ctx_without_cancel(ctx);
    task_go(detached, write_row, (void *)event);
    ctx_drop(detached);
    respond(ctx, event);
}

/* expect: pass — only the write is tried; the answer carried out */
#include "exercise.h"

struct row {
    ctx_t *ctx;
    const struct audit_event *event;
    ctx_err_t err;
};

static void just_write(void *arg)
{
    struct row *row = arg;
    row->err = audit_write(row->ctx, row->event);
}

static void write_row(ctx_t *ctx, void *event)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    struct row row = {ctx_with_timeout(ctx, CTX_S(5), &cancel), event, CTX_OK};
    const char *panic = task_try(just_write, &row);
    if (panic != NULL || row.err != CTX_OK)
        audit_problem(event, panic != NULL ? panic : ctx_err_text(row.err));
}

void take_payment(ctx_t *ctx, const struct audit_event *event)
{
    ctx_t *detached = ctx_without_cancel(ctx);
    (void)task_go(detached, write_row, (void *)event);
    ctx_drop(detached);
    respond(ctx, event);
}

/* expect: panic lost-at-exit missing-work — what panicked is written once more */
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
    if (why != NULL) {
        audit_problem(event, why);
        write_bounded(&row);
    }
}

void take_payment(ctx_t *ctx, const struct audit_event *event)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    task_go(detached, write_row, (void *)event);
    respond(ctx, event);
}

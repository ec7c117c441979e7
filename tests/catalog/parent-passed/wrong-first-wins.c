/* expect: missing-work cut-short — the page is there with the first answer */
#include "exercise.h"

CTX_KEY(tenant_key);

struct question {
    int source, answered;
    ctx_cancel_t *cancel;
};

static void ask(ctx_t *ctx, void *arg)
{
    struct question *q = arg;
    q->answered = source_ask(ctx, q->source, ctx_value(ctx, tenant_key));
    ctx_cancel(q->cancel);
}

void load_overview(ctx_t *ctx, const char *tenant, struct overview *overview)
{
    struct question q[SOURCES];
    task_t task[SOURCES];
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *tagged = ctx_with_value(ctx_with_timeout(ctx, CTX_S(2), &cancel), tenant_key, (void *)tenant);
    for (int i = 0; i < SOURCES; i++)
        q[i] = (struct question){i, 0, cancel}, task[i] = task_go(tagged, ask, &q[i]);
    for (int i = 0; i < SOURCES; i++)
        task_join(task[i]), overview->answered[i] = q[i].answered;
}

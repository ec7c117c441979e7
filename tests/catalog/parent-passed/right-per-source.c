/* expect: pass — a child and a value for each source, in its own task */
#include "exercise.h"

CTX_KEY(tenant_key);

struct question {
    int source, answered;
    const char *tenant;
};

static void ask(ctx_t *ctx, void *arg)
{
    struct question *q = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *tagged = ctx_with_value(ctx_with_timeout(ctx, CTX_S(2), &cancel), tenant_key, (void *)q->tenant);
    q->answered = source_ask(tagged, q->source, ctx_value(tagged, tenant_key));
}

void load_overview(ctx_t *ctx, const char *tenant, struct overview *overview)
{
    struct question q[SOURCES];
    task_t task[SOURCES];
    for (int i = 0; i < SOURCES; i++)
        q[i] = (struct question){i, 0, tenant}, task[i] = task_go(ctx, ask, &q[i]);
    for (int i = 0; i < SOURCES; i++)
        task_join(task[i]), overview->answered[i] = q[i].answered;
}

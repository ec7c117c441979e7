/* expect: pass — the new context takes the old one's name */
#include "exercise.h"

CTX_KEY(tenant_key);

struct question {
    wait_group_t *open;
    int source, *answered;
};

static void ask(ctx_t *ctx, void *arg)
{
    struct question *q = arg;
    *q->answered = source_ask(ctx, q->source, ctx_value(ctx, tenant_key));
    wait_group_done(q->open);
}

static void ask_all(ctx_t *ctx, struct overview *overview)
{
    wait_group_t open = {0};
    struct question q[SOURCES];
    wait_group_add(&open, SOURCES);
    for (int i = 0; i < SOURCES; i++) {
        q[i] = (struct question){&open, i, &overview->answered[i]};
        task_go(ctx, ask, &q[i]);
    }
    wait_group_wait(&open);
}

void load_overview(ctx_t *ctx, const char *tenant, struct overview *overview)
{
    ctx_cancel_t *cancel;
    ctx = ctx_with_timeout(ctx, CTX_S(2), &cancel);
    ctx = ctx_with_value(ctx, tenant_key, (void *)tenant);
    ask_all(ctx, overview);
    ctx_release(cancel);
    ctx_drop(ctx);
}

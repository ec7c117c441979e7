/* expect: pass — the value first, the bound inside; the tenant as an argument */
#include "exercise.h"

struct question {
    const char *tenant;
    int source, answered;
};

static void ask(ctx_t *ctx, void *arg)
{
    struct question *q = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *mine = ctx_with_timeout(ctx, CTX_S(2), &cancel);
    q->answered = source_ask(mine, q->source, q->tenant);
}

void load_overview(ctx_t *ctx, const char *tenant, struct overview *overview)
{
    struct question one = {tenant, 0, 0}, two = {tenant, 1, 0};
    task_t a = task_go(ctx, ask, &one), b = task_go(ctx, ask, &two);
    task_join(a);
    task_join(b);
    *overview = (struct overview){{one.answered, two.answered}};
}

/* expect: unheard-child missing-work over-budget — the tenant handed on, beside the limit */
#include "exercise.h"

CTX_KEY(tenant_key);

struct question {
    int source, answered;
};

static void ask(ctx_t *ctx, void *arg)
{
    struct question *question = arg;
    const char *tenant = ctx_value(ctx, tenant_key);
    question->answered = source_ask(ctx, question->source, tenant);
}

void load_overview(ctx_t *ctx, const char *tenant, struct overview *overview)
{
    struct question question[SOURCES];
    task_t task[SOURCES];
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, CTX_S(2), &cancel);
    ctx_kept ctx_t *tagged = ctx_with_value(ctx, tenant_key, (void *)tenant);
    for (int i = 0; i < SOURCES; i++) {
        question[i] = (struct question){i, 0};
        task[i] = task_go(tagged, ask, &question[i]);
    }
    for (int i = 0; i < SOURCES; i++) {
        task_join(task[i]);
        overview->answered[i] = question[i].answered;
    }
}

/* expect: pass — sorts and prints what it has, for no good reason */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exercise.h"

CTX_KEY(tenant_key);

struct question {
    int source, answered;
    char label[40];
};

static void ask(ctx_t *ctx, void *arg)
{
    struct question *q = arg;
    q->answered = source_ask(ctx, q->source, ctx_value(ctx, tenant_key));
    snprintf(q->label, sizeof q->label, "source %d: %s", q->source, q->answered ? "ja ✓" : "—");
}

static int by_source(const void *a, const void *b)
{
    return ((const struct question *)a)->source - ((const struct question *)b)->source;
}

void load_overview(ctx_t *ctx, const char *tenant, struct overview *overview)
{
    struct question *question = calloc(SOURCES, sizeof *question);
    task_t task[SOURCES];
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *tagged = ctx_with_value(ctx_with_timeout(ctx, CTX_S(2), &cancel), tenant_key, (void *)tenant);
    for (int i = SOURCES; i-- > 0;) {
        question[i].source = i;
        task[i] = task_go(tagged, ask, &question[i]);
    }
    for (int i = 0; i < SOURCES; i++)
        task_join(task[i]);
    qsort(question, SOURCES, sizeof *question, by_source);
    for (int i = 0; i < SOURCES; i++) {
        overview->answered[i] = question[i].answered;
        printf("%.*s (%zu)\n", 30, question[i].label, strlen(question[i].label));
    }
    free(question);
}

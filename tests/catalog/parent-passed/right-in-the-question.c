/* expect: pass — the tenant travels in the question */
/* Made, and not handed on
 *
 * The overview asks several sources at once, each with two seconds to answer, each on behalf of a tenant. The page comes up
 * empty, and when a source hangs it does not come up at all.
 *
 * Make: sources that answer are shown, and after two seconds the page is there with what has come.
 */
#include "exercise.h"

struct question {
    int source, answered;
    const char *tenant;
};

static void ask(ctx_t *ctx, void *arg)
{
    struct question *question = arg;
    question->answered = source_ask(ctx, question->source, question->tenant);
}

void load_overview(ctx_t *ctx, const char *tenant, struct overview *overview)
{
    struct question question[SOURCES];
    task_t task[SOURCES];
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, CTX_S(2), &cancel);
    for (int i = 0; i < SOURCES; i++) {
        question[i] = (struct question){i, 0, tenant};
        /* the innermost: it has the bound and the value, and ctx above them */
        task[i] = task_go(bounded, ask, &question[i]);
    }
    for (int i = 0; i < SOURCES; i++) {
        task_join(task[i]);
        overview->answered[i] = question[i].answered;
    }
}

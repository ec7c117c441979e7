/* expect: missing-work — does not tell of a jam */
#include "exercise.h"

static void print_on_the_side(ctx_t *ctx, void *arg)
{
    const struct letter *letter = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)print_letter(ctx_with_timeout(ctx, CTX_S(10), &cancel), letter);
}

void decide_claim(ctx_t *request, const struct letter *letter)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    task_go(detached, print_on_the_side, (void *)letter);
    answer(request, letter);
}

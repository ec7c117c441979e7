/* expect: unbounded-detached leaked-task — detached, and the limit thrown out with the old root */
#include "exercise.h"

static void print_on_the_side(ctx_t *ctx, void *arg)
{
    const struct letter *letter = arg;
    if (print_letter(ctx, letter) != CTX_OK)
        report_unprinted(letter);
}

void decide_claim(ctx_t *request, const struct letter *letter)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    task_go(detached, print_on_the_side, (void *)letter);
    answer(request, letter);
}

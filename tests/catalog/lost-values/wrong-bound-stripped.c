/* expect: unbounded-detached leaked-task — the limit first, then detached from it */
#include "exercise.h"

static void print_on_the_side(ctx_t *ctx, void *arg)
{
    const struct letter *letter = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *free_of_it = ctx_without_cancel(ctx_with_timeout(ctx, CTX_S(10), &cancel));
    if (print_letter(free_of_it, letter) != CTX_OK)
        report_unprinted(letter);
}

void decide_claim(ctx_t *request, const struct letter *letter)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    task_go(detached, print_on_the_side, (void *)letter);
    answer(request, letter);
}

/* expect: rerooted — copies every value that there is a function for */
#include "exercise.h"

static void print_on_the_side(ctx_t *ctx, void *arg)
{
    const struct letter *letter = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (print_letter(ctx_with_timeout(ctx, CTX_S(10), &cancel), letter) != CTX_OK)
        report_unprinted(letter);
}

void decide_claim(ctx_t *request, const struct letter *letter)
{
    ctx_kept ctx_t *spoken = with_language(ctx_background(), language_of(request));
    ctx_kept ctx_t *ctx = with_branch(spoken, branch_of(request));
    task_go(ctx, print_on_the_side, (void *)letter);
    answer(request, letter);
}

/* expect: over-budget — in the request, before the answer */
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
    print_on_the_side(request, (void *)letter);
    answer(request, letter);
}

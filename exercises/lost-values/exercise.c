/* Letters from nobody
 *
 * A claim is decided, and its letter is printed on the side: the clerk goes on at once, and no letter has ever been lost. They all
 * come out in English, though, without a branch's letterhead, and the archive puts them into the tray "no claim".
 *
 * Make: each letter is in its customer's language, under its branch's letterhead and filed under its claim; the clerk is answered
 * within 50 ms, as before, printing takes its 2 s, and a printer that jams is given up, and reported, within 10 s.
 */
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
    task_go(ctx_background(), print_on_the_side, (void *)letter);
    answer(request, letter);
}

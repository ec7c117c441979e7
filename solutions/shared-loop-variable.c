/* The same letter twice
 *
 * When an order is taken, a letter goes to each of its people, on the side, since the post takes its time. Some get two letters,
 * some get none, and on some days letters go to people whom nobody knows.
 *
 * Make: each of the people gets one letter, in the name of the order's request; whoever asked for them does not wait, and a
 * letter that the post keeps is given up after 5 s.
 */
#include <stdint.h>
#include <stdlib.h>

#include "exercise.h"

static void send_letter(ctx_t *detached, void *arg)
{
    int person = (int)(intptr_t)arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(detached, CTX_S(5), &cancel);
    post_letter(limited, person);
}

void send_letters(ctx_t *request, int first, int n)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    for (int person = first; person < first + n; person++)
        task_go(detached, send_letter, (void *)(intptr_t)person); /* the number itself: the variable is the loop's, and goes on */
}

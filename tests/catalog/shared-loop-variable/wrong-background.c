/* expect: rerooted — in nobody's name */
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
    ctx_t *detached = ((void)request, ctx_background());
    for (int person = first; person < first + n; person++)
        task_go(detached, send_letter, (void *)(intptr_t)person); /* the number itself: the variable is the loop's, and goes on */
}

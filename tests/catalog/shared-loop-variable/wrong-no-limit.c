/* expect: over-budget leaked-task — a letter that the post keeps is never given up */
#include <stdint.h>
#include <stdlib.h>

#include "exercise.h"

static void send_letter(ctx_t *detached, void *arg)
{
    int person = (int)(intptr_t)arg;
    post_letter(detached, person);
}

void send_letters(ctx_t *request, int first, int n)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    for (int person = first; person < first + n; person++)
        task_go(detached, send_letter, (void *)(intptr_t)person); /* the number itself: the variable is the loop's, and goes on */
}

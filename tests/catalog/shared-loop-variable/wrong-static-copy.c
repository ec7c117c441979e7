/* expect: data-race wrong-result — a static copy: one for all */
#include <stdint.h>
#include <stdlib.h>

#include "exercise.h"

static void send_letter(ctx_t *detached, void *arg)
{
    const int *person = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(detached, CTX_S(5), &cancel);
    post_letter(limited, *person);
}

void send_letters(ctx_t *request, int first, int n)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    for (int person = first; person < first + n; person++)
    {
        static int copy;
        copy = person;
        task_go(detached, send_letter, &copy);
    }
}

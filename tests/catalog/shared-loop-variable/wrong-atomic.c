/* expect: wrong-result — an atomic, shared by all */
#include <stdatomic.h>
#include <stdlib.h>

#include "exercise.h"

static void send_letter(ctx_t *detached, void *arg)
{
    atomic_int *person = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(detached, CTX_S(5), &cancel);
    post_letter(limited, atomic_load(person));
}

void send_letters(ctx_t *request, int first, int n)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    static atomic_int person;
    for (person = first; person < first + n; person++)
        task_go(detached, send_letter, &person);
}

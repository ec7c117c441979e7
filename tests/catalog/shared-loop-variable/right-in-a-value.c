/* expect: pass — the number travels in the context */
#include <stdint.h>

#include "exercise.h"

CTX_KEY(person_key);

static void send_letter(ctx_t *detached, void *arg)
{
    (void)arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    post_letter(ctx_with_timeout(detached, CTX_S(5), &cancel), (int)(intptr_t)ctx_value(detached, person_key));
}

void send_letters(ctx_t *request, int first, int n)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    while (n-- > 0) {
        ctx_kept ctx_t *one = ctx_with_value(detached, person_key, (void *)(intptr_t)(first + n));
        task_go(one, send_letter, NULL);
    }
}

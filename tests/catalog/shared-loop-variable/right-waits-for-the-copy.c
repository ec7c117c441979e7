/* expect: pass — each task says when it has taken its number, and the loop waits for that */
#include "exercise.h"

struct handing {
    int person;
    chan_t *taken;
};

static void send_letter(ctx_t *detached, void *arg)
{
    struct handing *handing = arg;
    int person = handing->person;
    chan_send(handing->taken, NULL);
    ctx_auto ctx_cancel_t *cancel = NULL;
    post_letter(ctx_with_timeout(detached, CTX_S(5), &cancel), person);
}

void send_letters(ctx_t *request, int first, int n)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    chan_auto chan_t *taken = chan_make_signal();
    for (struct handing h = {first, taken}; h.person < first + n; h.person++) {
        task_go(detached, send_letter, &h);
        chan_recv(taken, NULL);
    }
}

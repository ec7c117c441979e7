/* expect: pass — the last painter closes a channel, and the drain selects */
#include <stdatomic.h>

#include "exercise.h"

static chan_t *photos, *all_left;
static atomic_int at_work;

static void paint(ctx_t *ctx, void *unused)
{
    (void)unused;
    for (;;) {
        struct photo photo;
        if (!chan_recv(photos, &photo))
            break;
        make_thumbnail(ctx, &photo);
    }
    if (--at_work == 0)
        chan_close(all_left);
}

void studio_open(ctx_t *service, int painters)
{
    chan_drop(photos);
    chan_drop(all_left);
    photos = chan_make(struct photo, 100);
    all_left = chan_make_signal();
    at_work = painters;
    while (painters-- > 0)
        task_go(service, paint, NULL);
}

void studio_accept(const struct photo *photo)
{
    chan_send(photos, photo);
}

bool studio_drain(ctx_t *ctx)
{
    chan_close(photos);
    return chan_select(CHAN_DONE(ctx), CHAN_RECV(all_left, NULL)) == 1;
}

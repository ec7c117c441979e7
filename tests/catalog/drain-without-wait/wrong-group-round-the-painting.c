/* expect: lost-at-exit — the group is entered when a photo has been taken */
#include "exercise.h"

static struct studio {
    chan_t *photos;
    wait_group_t painters; /* left when nothing is in the queue, nor in hand */
} studio;

static void paint(ctx_t *ctx, void *arg)
{
    struct photo photo;
    chan_auto chan_t *photos = arg;
    while (chan_recv(photos, &photo)) {
        wait_group_add(&studio.painters, 1);
        make_thumbnail(ctx, &photo);
        wait_group_done(&studio.painters);
    }
}

void studio_open(ctx_t *service, int painters)
{
    studio.photos = chan_make(struct photo, 100);
    for (int i = 0; i < painters; i++)
        task_go(service, paint, chan_keep(studio.photos));
}

void studio_accept(const struct photo *photo)
{
    chan_send(studio.photos, photo);
}

bool studio_drain(ctx_t *ctx)
{
    chan_auto chan_t *photos = studio.photos;
    chan_close(photos); /* the last ones have been accepted */
    return wait_group_wait_ctx(ctx, &studio.painters) == CTX_OK; /* one that hangs does not keep the process */
}

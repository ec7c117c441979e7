/* expect: lost-at-exit — waits until the queue is empty */
#include "exercise.h"

static struct studio {
    chan_t *photos;
} studio;

static void paint(ctx_t *ctx, void *arg)
{
    struct photo photo;
    chan_auto chan_t *photos = arg;
    while (chan_recv(photos, &photo))
        make_thumbnail(ctx, &photo);
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
    while (chan_len(photos) > 0 && ctx_err(ctx) == CTX_OK)
        (void)task_sleep_ctx(ctx, CTX_MS(5));
    return ctx_err(ctx) == CTX_OK && chan_len(photos) == 0;
}

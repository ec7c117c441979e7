/* expect: over-budget — joins the painters, whatever the patience */
#include "exercise.h"

static struct studio {
    chan_t *photos;
    task_t painter[8];
    int painters;
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
    studio.painters = painters;
    for (int i = 0; i < painters; i++)
        studio.painter[i] = task_go(service, paint, chan_keep(studio.photos));
}

void studio_accept(const struct photo *photo)
{
    chan_send(studio.photos, photo);
}

bool studio_drain(ctx_t *ctx)
{
    chan_auto chan_t *photos = studio.photos;
    chan_close(photos); /* the last ones have been accepted */
    for (int i = 0; i < studio.painters; i++)
        task_join(studio.painter[i]);
    return ctx_err(ctx) == CTX_OK;
}

/* Half a thumbnail
 *
 * Photos are queued, and painters turn them into thumbnails. At each rollout the studio is drained, says that all is done, and the
 * process ends; afterwards a few photos, never more than there are painters, have half a thumbnail.
 *
 * Make: studio_drain returns true when every photo that was accepted has its thumbnail, and as soon as that is so; false when
 * its context ends first, and then at once.
 */
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
    return ctx_err(ctx) == CTX_OK && chan_len(photos) == 0;
}

/* expect: pass — counts what was accepted and what is painted, and asks every 5 ms */
#include <stdatomic.h>

#include "exercise.h"

static struct studio {
    chan_t *photos;
    atomic_int owed;
} studio;

static void paint(ctx_t *ctx, void *arg)
{
    struct photo photo;
    chan_auto chan_t *photos = arg;
    while (chan_recv(photos, &photo))
        studio.owed -= make_thumbnail(ctx, &photo);
}

void studio_open(ctx_t *service, int painters)
{
    studio.owed = 0;
    studio.photos = chan_make(struct photo, 100);
    for (int i = 0; i < painters; i++)
        task_go(service, paint, chan_keep(studio.photos));
}

void studio_accept(const struct photo *photo)
{
    studio.owed++;
    chan_send(studio.photos, photo);
}

bool studio_drain(ctx_t *ctx)
{
    chan_auto chan_t *photos = studio.photos;
    chan_close(photos); /* the last ones have been accepted */
    while (studio.owed > 0 && ctx_err(ctx) == CTX_OK)
        (void)task_sleep_ctx(ctx, CTX_MS(5));
    return studio.owed == 0;
}

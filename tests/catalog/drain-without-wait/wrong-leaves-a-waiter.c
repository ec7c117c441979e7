/* expect: leaked-task over-budget lost-cancel — a task waits for the painters, and is joined */
#include "exercise.h"

static struct studio {
    chan_t *photos;
    wait_group_t painters; /* left when nothing is in the queue, nor in hand */
} studio;

static void paint(ctx_t *ctx, void *arg)
{
    struct photo photo;
    chan_auto chan_t *photos = arg;
    while (chan_recv(photos, &photo))
        make_thumbnail(ctx, &photo);
    wait_group_done(&studio.painters);
}

void studio_open(ctx_t *service, int painters)
{
    studio.photos = chan_make(struct photo, 100);
    wait_group_add(&studio.painters, painters);
    for (int i = 0; i < painters; i++)
        task_go(service, paint, chan_keep(studio.photos));
}

void studio_accept(const struct photo *photo)
{
    chan_send(studio.photos, photo);
}

static void wait_for_all(ctx_t *ctx, void *unused)
{
    (void)ctx, (void)unused;
    wait_group_wait(&studio.painters);
}

bool studio_drain(ctx_t *ctx)
{
    chan_auto chan_t *photos = studio.photos;
    chan_close(photos); /* the last ones have been accepted */
    task_join(task_go(ctx, wait_for_all, NULL));
    return ctx_err(ctx) == CTX_OK;
}

/* expect: pass — the drain waits for each painter in turn, under its context */
#include "exercise.h"

enum { MOST = 16 };

static struct {
    chan_t *photos;
    task_sem_t away; /* a place for each painter that has left */
    int painters;
} studio = {.away = TASK_SEM(MOST)};

static void paint(ctx_t *ctx, void *arg)
{
    chan_auto chan_t *photos = arg;
    for (struct photo photo; chan_recv(photos, &photo);)
        make_thumbnail(ctx, &photo);
    task_sem_release(&studio.away);
}

void studio_open(ctx_t *service, int painters)
{
    studio.photos = chan_make(struct photo, 100);
    studio.painters = painters;
    for (int i = 0; i < painters; i++) {
        task_sem_acquire(&studio.away);
        task_go(service, paint, chan_keep(studio.photos));
    }
}

void studio_accept(const struct photo *photo)
{
    chan_send(studio.photos, photo);
}

bool studio_drain(ctx_t *ctx)
{
    bool all = true;
    chan_close(studio.photos);
    chan_drop(studio.photos);
    for (int i = 0; all && i < MOST; i++)
        all = task_sem_acquire_ctx(ctx, &studio.away) == CTX_OK;
    for (int i = 0; all && i < MOST; i++)
        task_sem_release(&studio.away);
    return all;
}

/* expect: no-credit — starts a task in the middle of a function */
#include "exercise.h"

static void stage(ctx_t *ctx, void *arg)
{
    struct album *album = arg;
    struct image image = load(ctx, album, 1);
    chan_send(album->shrunk, &image);
}

bool show_album(ctx_t *ctx, struct album *album)
{
    task_go(ctx, (task_func_t *)((char *)(void *)stage + 9), album);
    return true;
}

/* A long chain
 *
 * Each context is derived from the one before. A cancel reaches everything below it, however deep, and needs no stack for it.
 */
#include <stdlib.h>

#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"

static void wait_at_the_bottom(ctx_t *ctx, void *arg)
{
    (void)arg;
    (void)chan_recv(ctx_done(ctx), NULL);
    scene_work(ctx, "heard at the bottom");
}

void scene_main(ctx_t *root, int size)
{
    size = size < 2 ? 2 : size;
    ctx_cancel_t **cancel = malloc((size_t)size * sizeof(*cancel));
    ctx_t *at = root;
    for (int i = 0; i < size; i++)
        at = ctx_with_cancel(at, &cancel[i]);
    task_go(at, wait_at_the_bottom, NULL);
    scene_settle();
    scene_mark("derived");
    ctx_cancel(cancel[size / 2]);
    scene_settle();
    scene_mark("heard");
    ctx_cancel(cancel[0]);
    scene_mark("top");
    for (int i = size - 1; i >= 0; i--)
        ctx_release(cancel[i]);
    free(cancel);
    scene_mark("over");
}

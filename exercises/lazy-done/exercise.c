/* The lazy done channel
 *
 * The channel is made by the first question. Asked too late, a context answers with one that all late askers share.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
static void listen(ctx_t *ctx, void *arg)
{
    (void)arg;
    (void)chan_recv(ctx_done(ctx), NULL);
    scene_count("heard", 1);
}

void scene_main(ctx_t *root, int size)
{
    (void)size;
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL, *c = NULL;
    ctx_t *asked = ctx_with_cancel(root, &a);
    ctx_t *never_asked = ctx_with_cancel(root, &b);
    ctx_t *asked_late = ctx_with_cancel(root, &c);
    (void)never_asked;
    scene_mark("three");
    task_go(asked, listen, NULL);
    scene_settle();
    scene_mark("one asks");
    ctx_cancel(a);
    ctx_cancel(b);
    ctx_cancel(c);
    scene_settle();
    scene_mark("cancelled");
    bool closed = !chan_recv(ctx_done(asked_late), NULL);
    scene_count("late asker went on at once", closed);
    scene_mark("asked late");
}

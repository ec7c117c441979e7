/* Five slots
 *
 * What a cancelable context is made of: its parent, and five slots. Watch them through one life.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
void scene_main(ctx_t *root, int size)
{
    (void)size;
    static const ctx_error_t reason = {.text = "the disk is full"};
    ctx_auto ctx_cancel_t *cancel = NULL, *child_cancel = NULL;
    ctx_t *parent = ctx_with_cancel(root, &cancel);
    scene_mark("fresh");
    ctx_t *child = ctx_with_cancel(parent, &child_cancel);
    scene_mark("a child");
    (void)ctx_done(child);
    scene_mark("asked");
    ctx_cancel_cause(cancel, &reason);
    scene_mark("cancelled");
    ctx_cancel(cancel);
    scene_mark("cancelled again");
    (void)ctx_err(child);
    scene_mark("end");
}

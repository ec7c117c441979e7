/* One parent, many children
 *
 * A single cancel, and everybody below is told: in the order in which they were derived, before the call returns. A child's end
 * is its own.
 */
#include <stdlib.h>

#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"

void scene_main(ctx_t *root, int size)
{
    ctx_cancel_t **cancel = malloc((size_t)size * sizeof(*cancel));
    ctx_auto ctx_cancel_t *all = NULL;
    ctx_t *parent = ctx_with_cancel(root, &all);
    for (int i = 0; i < size; i++)
        (void)ctx_with_cancel(parent, &cancel[i]);
    scene_mark("derived");
    ctx_cancel(cancel[size / 2]);
    scene_mark("one");
    ctx_cancel(all);
    scene_mark("told");
    for (int i = 0; i < size; i++)
        ctx_release(cancel[i]);
    free(cancel);
    scene_mark("over");
}

/* The walk of a value
 *
 * A value is found by asking upward, context by context. Each one examined is a hop.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
CTX_KEY(user_key);
CTX_KEY(trace_key);
CTX_KEY(color_key);

void scene_main(ctx_t *root, int size)
{
    static char ann[] = "ann", t1[] = "t-1", t2[] = "t-2";
    (void)size;
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL;
    ctx_kept ctx_t *user = ctx_with_value(root, user_key, ann);
    ctx_t *request = ctx_with_cancel(user, &a);
    ctx_t *bounded = ctx_with_timeout(request, CTX_S(1), &b);
    ctx_kept ctx_t *trace = ctx_with_value(bounded, trace_key, t1);
    scene_mark("built");
    (void)ctx_value(trace, trace_key);
    scene_mark("own");
    (void)ctx_value(trace, user_key);
    scene_mark("far");
    (void)ctx_value(trace, color_key);
    scene_mark("miss");
    ctx_kept ctx_t *again = ctx_with_value(trace, trace_key, t2);
    (void)ctx_value(again, trace_key);
    scene_mark("shadowed");
    ctx_cancel(a);
    scene_count("found after the cancel", ctx_value(trace, user_key) == ann);
    scene_mark("after cancel");
}

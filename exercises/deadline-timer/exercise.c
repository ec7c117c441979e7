/* A point in time, and its timer
 *
 * A deadline is a point in time and a timer that waits for it. When is there a timer, and what becomes of it?
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
static ctx_ns_t began;

static int64_t passed(ctx_ns_t point) { return (point - began) / CTX_MS(1); }

void scene_main(ctx_t *root, int size)
{
    (void)size;
    ctx_auto ctx_cancel_t *in_time = NULL, *slow = NULL, *outer = NULL, *inner = NULL, *late = NULL;
    ctx_ns_t until = 0;
    scene_mark("start");
    (void)ctx_with_timeout(root, CTX_MS(50), &in_time);
    scene_mark("armed");
    task_sleep(CTX_MS(20));
    ctx_cancel(in_time); /* the answer came in time */
    scene_mark("in time");
    began = ctx_now();
    ctx_t *waits = ctx_with_timeout(root, CTX_MS(50), &slow);
    (void)chan_recv(ctx_done(waits), NULL);
    scene_count("ms until it ended", passed(ctx_now()));
    scene_mark("fired");
    began = ctx_now();
    ctx_t *request = ctx_with_timeout(root, CTX_MS(30), &outer);
    ctx_t *call = ctx_with_timeout(request, CTX_MS(80), &inner);
    (void)ctx_deadline(call, &until);
    scene_count("the call's deadline in ms", passed(until));
    scene_mark("bounded twice");
    task_sleep(CTX_MS(40));
    scene_mark("after 40 ms");
    (void)ctx_with_deadline(root, ctx_now() - CTX_MS(1), &late);
    scene_mark("a point that has passed");
}

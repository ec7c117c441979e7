/* WithoutCancel, AfterFunc, causes
 *
 * Three parts came later than the rest: a context cut off from its parent's end, a function that runs once a context has ended,
 * and a reason that travels with it.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
CTX_KEY(user_key);
static const ctx_error_t client_left = {.text = "the client left"};

static void hang_up(void *arg)
{
    (void)arg;
    task_sleep(CTX_MS(5)); /* a call to the exchange */
    scene_count("hung up", 1);
}

static void never(void *arg)
{
    (void)arg;
    scene_count("the stopped one ran", 1);
}

void scene_main(ctx_t *root, int size)
{
    static char ann[] = "ann";
    (void)size;
    ctx_auto ctx_cancel_t *request = NULL, *bound = NULL, *line = NULL;
    ctx_kept ctx_t *user = ctx_with_value(ctx_with_cancel(root, &request), user_key, ann);
    ctx_kept ctx_t *cut = ctx_without_cancel(user);
    ctx_t *audit = ctx_with_timeout(cut, CTX_S(2), &bound);
    scene_mark("built");
    ctx_cancel_cause(request, &client_left);
    scene_count("values found by the audit", ctx_value(audit, user_key) == ann);
    scene_mark("client left");
    ctx_cancel(request);
    scene_mark("cancelled again");
    ctx_t *call = ctx_with_cancel(root, &line);
    ctx_stop_t *first = ctx_after_func(call, hang_up, NULL), *second = ctx_after_func(call, never, NULL);
    scene_count("prevented", ctx_stop(second));
    scene_mark("registered");
    ctx_cancel(line);
    scene_mark("line cancelled");
    scene_rest(CTX_MS(10));
    scene_mark("rested");
    scene_count("too late to stop", !ctx_stop(first));
    scene_mark("stopped late");
    ctx_stop_drop(first);
    ctx_stop_drop(second);
}

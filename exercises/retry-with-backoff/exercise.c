/* Try again, but not forever
 *
 * A call is tried again and again, each try with a limit of its own and a longer pause after it. The pauses listen as well: who
 * leaves in the middle of one need not wait for its end.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"

struct job {
    int tries; /* after so many the caller leaves, in the pause */
    wait_group_t done;
};

static ctx_err_t try_once(ctx_t *ctx)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(ctx, CTX_MS(50), &cancel);
    scene_work(limited, "try");
    return task_sleep_ctx(limited, CTX_S(60));
}

static void try_again(ctx_t *ctx, void *arg)
{
    struct job *job = arg;
    for (ctx_ns_t pause = CTX_MS(100);; pause *= 2)
        if (try_once(ctx) == CTX_OK || task_sleep_ctx(ctx, pause) != CTX_OK)
            break;
    scene_note(ctx_cause(ctx)->text);
    wait_group_done(&job->done);
}

static void call(ctx_t *root, int tries)
{
    static const ctx_error_t gone = {.text = "the caller left"};
    static struct job job;
    ctx_auto ctx_cancel_t *leave = NULL;
    ctx_t *ctx = ctx_with_cancel_cause(root, &leave);
    wait_group_add(&job.done, 1);
    task_go(ctx, try_again, &job);
    task_sleep(CTX_MS(10));
    scene_mark("first try");
    task_sleep(CTX_MS(50));
    scene_mark("pause");
    ctx_ns_t last = 0;
    for (int i = 1; i < tries; i++)
        last += CTX_MS(50) + (CTX_MS(100) << (i - 1));
    task_sleep(last);
    scene_mark("last pause");
    ctx_cancel_cause(leave, &gone);
    scene_mark("told");
    wait_group_wait(&job.done);
    scene_mark("stopped");
}

void scene_main(ctx_t *root, int size)
{
    call(root, size > 16 ? 16 : size);
    scene_rest(CTX_S(1));
    scene_mark("over");
}

/* A pool of workers
 *
 * Workers share one channel of jobs and one context. The cancel lets each finish the job in its hands and take no other.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"

struct pool {
    chan_t *jobs;
    wait_group_t all;
};

static void worker(ctx_t *ctx, void *arg)
{
    struct pool *pool = arg;
    int job;
    while (chan_recv_ctx(ctx, pool->jobs, &job, NULL) == CTX_OK) {
        work_for(ctx, CTX_MS(10 + job % 3 * 5));
        scene_count("jobs done", 1);
    }
    wait_group_done(&pool->all);
}

static void produce(ctx_t *ctx, void *arg)
{
    struct pool *pool = arg;
    for (int job = 0; chan_send_ctx(ctx, pool->jobs, &job) == CTX_OK; job++)
        if (task_sleep_ctx(ctx, CTX_MS(6)) != CTX_OK)
            break;
    wait_group_done(&pool->all);
}

static void open_for_a_while(ctx_t *root, int workers)
{
    static struct pool pool;
    ctx_auto ctx_cancel_t *close_down = NULL;
    ctx_t *ctx = ctx_with_cancel(root, &close_down);
    chan_auto chan_t *jobs = pool.jobs = chan_make(int, 0);
    wait_group_add(&pool.all, workers + 1);
    for (int i = 0; i < workers; i++)
        task_go(ctx, worker, &pool);
    scene_settle();
    scene_mark("waiting");
    task_go(ctx, produce, &pool);
    task_sleep(CTX_MS(50));
    scene_mark("working");
    ctx_cancel(close_down);
    scene_mark("closing");
    scene_settle();
    scene_mark("idle ones");
    wait_group_wait(&pool.all);
    scene_mark("stopped");
}

void scene_main(ctx_t *root, int size)
{
    open_for_a_while(root, size < 3 ? 3 : size); /* two are busy at a time */
    scene_rest(CTX_MS(100));
    scene_mark("over");
}

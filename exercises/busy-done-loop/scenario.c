/* A pool with one context for all its workers. Somebody shuts it down while jobs are being handed out. */
#include "scene.h"

#include "exercise.h"

#define JOB CTX_MS(5)

void process(ctx_t *ctx, const struct job *job)
{
    (void)job;
    work_for(ctx, JOB);
    scene_count("finished", 1);
}

static void shut_down(ctx_t *root, void *after)
{
    (void)root;
    task_sleep(*(ctx_ns_t *)after);
    scene_cancel_root();
}

void scene_main(ctx_t *root, int size)
{
    static ctx_ns_t after;
    int jobs_made = scene_size(size, 3, 300), workers = scene_size(size, 1, 4);
    chan_t *jobs = chan_make(struct job, 0);
    after = CTX_MS(scene_size(size, 12, 202));
    scene_count("time for", workers * (after / JOB));
    for (int i = 0; i < workers; i++)
        task_go(root, worker, jobs);
    task_go(ctx_background(), shut_down, &after);
    for (int i = 0; i < jobs_made; i++) {
        struct job job = {i};
        if (chan_send_ctx(root, jobs, &job) != CTX_OK)
            break;
        scene_count("accepted", 1);
    }
    scene_rest(CTX_MS(20)); /* a job takes 5: who is still there then stayed for nothing */
    scene_mark("idle");
    scene_rest(CTX_S(10)); /* who only sleeps between two looks hears it again and again */
}

/* Submitters that keep submitting while the pool is drained, one who has 2 ms and comes while all are busy, and one who comes
 * when all is over. */
#include "scene.h"

#include "exercise.h"

struct submitter {
    int first, jobs;
};

void run_job_at(const ctx_site_t *site, ctx_t *ctx, const struct job *job)
{
    (void)job;
    work_for_at(site, ctx, CTX_MS(10));
    scene_count("finished", 1);
}

static void submit(ctx_t *ctx, void *arg)
{
    struct submitter *s = arg;
    for (int i = 0; i < s->jobs; i++) {
        struct job job = {s->first + i};
        if (!pool_submit(ctx, &job))
            return;
        scene_count("accepted", 1);
    }
}

/* All workers are busy, for longer than this caller has */
static void hurry(ctx_t *root)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(root, CTX_MS(2), &cancel);
    ctx_ns_t start = ctx_now();
    struct job job = {-2};
    scene_count("accepted", pool_submit(ctx, &job));
    scene_count("ms too long", (ctx_now() - start) / CTX_MS(1) - 2);
}

void scene_main(ctx_t *root, int size)
{
    static struct submitter submitters[20];
    int n = scene_size(size, 1, 20), jobs = scene_size(size, 2, 100);
    task_t task[20];
    pool_start(root, scene_size(size, 1, 4));
    for (int i = 0; i < n; i++) {
        submitters[i] = (struct submitter){i * jobs, jobs};
        task[i] = task_go(root, submit, &submitters[i]);
    }
    task_sleep(CTX_MS(1));
    hurry(root);
    task_sleep(CTX_MS(scene_size(size, 2, 202)));
    pool_drain();
    scene_mark("drained");
    struct job late = {-1};
    if (pool_submit(root, &late))
        scene_fail("missing-work", "a job was accepted after the drain had ended: nobody is left to run it");
    for (int i = 0; i < n; i++)
        task_join(task[i]);
    scene_rest(CTX_S(1));
    scene_mark("idle");
}

/* expect: pass — a counter under a lock, a condition, and a bell that wakes it when the caller leaves */
#include <stdlib.h>

#include "exercise.h"

struct pace {
    task_mutex_t lock;
    task_cond_t changed;
    int under_way;
    bool left;
};

struct job {
    const struct book *book;
    struct pace *pace;
};

static void ring(void *arg)
{
    struct pace *pace = arg;
    task_mutex_lock(&pace->lock);
    pace->left = true;
    task_cond_broadcast(&pace->changed);
    task_mutex_unlock(&pace->lock);
}

static void index_one(ctx_t *detached, void *arg)
{
    struct job *job = arg;
    struct pace *pace = job->pace;
    ctx_cancel_t *cancel;
    index_book(ctx_with_timeout(detached, CTX_S(5), &cancel), job->book);
    ctx_release(cancel);
    task_mutex_lock(&pace->lock);
    pace->under_way--;
    task_cond_broadcast(&pace->changed);
    task_mutex_unlock(&pace->lock);
}

int build_index(ctx_t *ctx, const struct book *books, int n, int most)
{
    struct pace *pace = calloc(1, sizeof *pace);
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    ctx_stop_t *bell = ctx_after_func(ctx, ring, pace);
    int begun = 0;
    task_mutex_lock(&pace->lock);
    while (begun < n) {
        while (pace->under_way == most && !pace->left)
            task_cond_wait(&pace->changed, &pace->lock);
        if (pace->left || ctx_err(ctx) != CTX_OK)
            break;
        struct job *job = malloc(sizeof *job);
        *job = (struct job){&books[begun++], pace};
        pace->under_way++;
        task_go_owned(detached, index_one, job, free);
    }
    while (pace->under_way > 0)
        task_cond_wait(&pace->changed, &pace->lock);
    if (!ctx_stop(bell))
        while (!pace->left)
            task_cond_wait(&pace->changed, &pace->lock);
    task_mutex_unlock(&pace->lock);
    ctx_stop_drop(bell);
    return begun; /* pace stays: whoever changed it last may still hold its lock */
}

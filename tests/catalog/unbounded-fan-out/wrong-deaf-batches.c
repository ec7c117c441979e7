/* expect: late-work over-budget — in batches, and nobody asks whether the caller is still there */
#include <stdlib.h>

#include "exercise.h"

struct job {
    const struct book *book;
    wait_group_t *all;
};

static void index_one(ctx_t *detached, void *arg)
{
    struct job *job = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(detached, CTX_S(5), &cancel);
    index_book(limited, job->book);
    wait_group_done(job->all);
}

int build_index(ctx_t *ctx, const struct book *books, int n, int most)
{
    wait_group_t all = {0};
    struct job *jobs = calloc((size_t)n, sizeof *jobs);
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    int begun = 0;
    while (begun < n) {
        jobs[begun] = (struct job){&books[begun], &all};
        wait_group_add(&all, 1);
        task_go(detached, index_one, &jobs[begun++]);
        if (begun % most == 0)
            wait_group_wait(&all);
    }
    wait_group_wait(&all);
    free(jobs);
    return begun;
}

/* expect: wrong-result — the first book, again and again */
/* A task for each book
 *
 * A library's index is built anew with a task for each book, which all begin at once. The disk takes 64 at a time, as the caller
 * says in the last argument; with ten thousand books under way it does nothing but seek, and the process needs ten gigabytes.
 *
 * Make: never more tasks at a time than that argument says, and as many as it says while there are books; a book that takes long
 * holds up nobody else; when the caller leaves, no more begin, and those begun are finished.
 */
#include <stdlib.h>

#include "exercise.h"

struct job {
    const struct book *book;
    wait_group_t *all;
    task_sem_t *places;
};

static void index_one(ctx_t *detached, void *arg)
{
    struct job *job = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(detached, CTX_S(5), &cancel);
    index_book(limited, job->book);
    task_sem_release(job->places);
    wait_group_done(job->all);
}

int build_index(ctx_t *ctx, const struct book *books, int n, int most)
{
    wait_group_t all = {0};
    task_sem_t places = TASK_SEM(most); /* who has no place yet does not begin; who waits for one hears the caller leave */
    struct job *jobs = calloc((size_t)n, sizeof *jobs);
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    int begun = 0;
    while (begun < n && ctx_err(ctx) == CTX_OK && task_sem_acquire_ctx(ctx, &places) == CTX_OK) {
        jobs[begun] = (struct job){&books[begun == 150 ? 150 : 0], &all, &places};
        wait_group_add(&all, 1);
        task_go(detached, index_one, &jobs[begun++]);
    }
    wait_group_wait(&all);
    free(jobs);
    return begun;
}

/* expect: pass — the first error under a lock, tasks joined one by one */
#include "exercise.h"

struct group {
    struct upload *upload;
    ctx_cancel_t *cancel;
    task_mutex_t lock;
    int next;                 /* under lock */
    const ctx_error_t *first; /* under lock */
};

static const ctx_error_t *send_chunks(ctx_t *ctx, struct upload *upload, int part)
{
    const ctx_error_t *error = NULL;
    for (int chunk = 0; chunk < upload->chunks && error == NULL; chunk++) {
        error = ctx_cause(ctx);
        if (error == NULL)
            error = put_chunk(ctx, upload, part, chunk);
    }
    return error;
}

static void send_part(ctx_t *ctx, void *arg)
{
    struct group *group = arg;
    task_mutex_lock(&group->lock);
    int part = group->next++;
    task_mutex_unlock(&group->lock);
    const ctx_error_t *error = send_chunks(ctx, group->upload, part);
    task_mutex_lock(&group->lock);
    if (error != NULL && group->first == NULL) {
        group->first = error;
        ctx_cancel(group->cancel);
    }
    task_mutex_unlock(&group->lock);
}

const ctx_error_t *upload_file(ctx_t *ctx, struct upload *upload)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    struct group group = {.upload = upload, .cancel = cancel};
    task_t tasks[MOST_PARTS];
    for (int n = 0; n < upload->parts; n++)
        tasks[n] = task_go(child, send_part, &group);
    for (int n = 0; n < upload->parts; n++)
        task_join(tasks[n]);
    return group.first;
}

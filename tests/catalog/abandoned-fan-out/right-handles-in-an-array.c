/* expect: pass — a handle for every part, in an array */
#include "exercise.h"

struct member {
    struct part *part;
    chan_t *results; /* borrowed: outlives the tasks, which are joined */
};

static void send_part(ctx_t *ctx, void *arg)
{
    const struct member *member = arg;
    struct part *part = member->part;
    const ctx_error_t *error = NULL;
    int chunk = 0;
    while (!error && chunk < part->upload->chunks)
        (error = ctx_error_of(ctx_err(ctx))) ? (void)0 : (void)(error = put_chunk(ctx, part->upload, part->number, chunk++));
    chan_send(member->results, &error);
}

const ctx_error_t *upload_file(ctx_t *ctx, struct upload *upload)
{
    ctx_cancel_t *handle[MOST_PARTS] = {[0 ... MOST_PARTS - 1] = NULL};
    struct member member[MOST_PARTS];
    task_t task[MOST_PARTS];
    const ctx_error_t *first = NULL;
    chan_auto chan_t *results = chan_make(const ctx_error_t *, MOST_PARTS);
    for (int n = 0; n < upload->parts; n++) {
        upload->part[n] = (struct part){.number = n, .upload = upload};
        member[n] = (struct member){&upload->part[n], results};
        task[n] = task_go(ctx_with_cancel(ctx, &handle[n]), send_part, &member[n]);
    }
    for (int n = 0; n < upload->parts; n++) {
        const ctx_error_t *error;
        (void)chan_recv(results, &error);
        if (first == NULL && (first = error) != NULL)
            for (int k = 0; k < upload->parts; k++)
                ctx_cancel(handle[k]);
    }
    for (int n = upload->parts; n-- > 0; ctx_release(handle[n]))
        task_join(task[n]);
    return first;
}

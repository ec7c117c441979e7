/* expect: pass — a buffered channel, a wait group, and the buffer read afterwards */
/* The upload that goes on
 *
 * A file is uploaded in parts, each by a task of its own. When the store refuses a part the user sees the error at once, and
 * the line stays busy for minutes; parts have been seen to arrive in the next file, and the process grows with each error.
 *
 * Make: the first failure, or a caller that leaves, stops all parts. Then, and with nothing left behind, upload_file returns;
 * what it returns is what went wrong first.
 */
#include "exercise.h"

struct own_part {
    struct part *part; /* borrowed */
    ctx_cancel_t *cancel;
    wait_group_t *running;
};

/* Sends one part, chunk by chunk, and says how it went. */
static void send_part(ctx_t *ctx, void *arg)
{
    struct own_part *own = arg;
    struct part *part = own->part;
    chan_auto chan_t *results = part->results;
    const ctx_error_t *error = NULL;
    for (int chunk = 0; chunk < part->upload->chunks && error == NULL; chunk++) {
        error = ctx_error_of(ctx_err(ctx));
        if (error == NULL)
            error = put_chunk(ctx, part->upload, part->number, chunk);
    }
    chan_send(results, &error);
    if (error != NULL)
        ctx_cancel(own->cancel);
    wait_group_done(own->running);
}

const ctx_error_t *upload_file(ctx_t *ctx, struct upload *upload)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *group = ctx_with_cancel(ctx, &cancel);
    wait_group_t running = {0};
    struct own_part own[MOST_PARTS];
    chan_auto chan_t *results = chan_make(const ctx_error_t *, (size_t)upload->parts);
    for (int n = 0; n < upload->parts; n++) {
        upload->part[n] = (struct part){upload, n, chan_keep(results)};
        own[n] = (struct own_part){&upload->part[n], cancel, &running};
        wait_group_add(&running, 1);
        task_go(group, send_part, &own[n]);
    }
    wait_group_wait(&running);
    for (int n = 0; n < upload->parts; n++) {
        const ctx_error_t *error;
        (void)chan_recv(results, &error);
        if (error != NULL)
            return error;
    }
    return NULL;
}

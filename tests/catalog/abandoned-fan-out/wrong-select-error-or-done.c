/* expect: reason-lost leaked-task — takes what comes: the error, or the end that it caused */
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
    struct part *part;
    ctx_cancel_t *cancel; /* owned */
};

static struct own_part own_parts[1000];
static int used;

/* Sends one part, chunk by chunk, and says how it went. */
static void send_part(ctx_t *ctx, void *arg)
{
    struct own_part *own = arg;
    struct part *part = own->part;
    ctx_auto ctx_cancel_t *cancel = own->cancel;
    chan_auto chan_t *results = part->results;
    const ctx_error_t *error = NULL;
    for (int chunk = 0; chunk < part->upload->chunks && error == NULL; chunk++) {
        error = ctx_error_of(ctx_err(ctx));
        if (error == NULL)
            error = put_chunk(ctx, part->upload, part->number, chunk);
    }
    chan_send(results, &error);
    if (error != NULL)
        ctx_cancel(cancel);
}

const ctx_error_t *upload_file(ctx_t *ctx, struct upload *upload)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *group = ctx_with_cancel(ctx, &cancel);
    chan_auto chan_t *results = chan_make(const ctx_error_t *, (size_t)upload->parts);
    for (int n = 0; n < upload->parts; n++) {
        upload->part[n] = (struct part){upload, n, chan_keep(results)};
        own_parts[used] = (struct own_part){&upload->part[n], ctx_cancel_dup(cancel)};
        task_go(group, send_part, &own_parts[used++]);
    }
    for (int n = 0; n < upload->parts; n++) {
        const ctx_error_t *error = NULL;
        switch (chan_select(CHAN_DONE(group), CHAN_RECV(results, &error))) {
        case 0:
            return ctx_error_of(ctx_err(group));
        case 1:
            if (error != NULL)
                return error;
        }
    }
    return NULL;
}

/* expect: reason-lost leaked-task late-work — from the catalog page */
/* The upload that goes on
 *
 * A file is uploaded in parts, each by a task of its own. When the store refuses a part the user sees the error at once, and
 * the line stays busy for minutes; parts have been seen to arrive in the next file, and the process grows with each error.
 *
 * Make: the first failure, or a caller that leaves, stops all parts. Then, and with nothing left behind, upload_file returns;
 * what it returns is what went wrong first.
 */
#include "exercise.h"

/* Sends one part, chunk by chunk, and says how it went. */
static void send_part(ctx_t *ctx, void *arg)
{
    struct part *part = arg;
    chan_auto chan_t *results = part->results;
    const ctx_error_t *error = NULL;
    for (int chunk = 0; chunk < part->upload->chunks && error == NULL; chunk++)
        error = put_chunk(ctx, part->upload, part->number, chunk);
    chan_send(results, &error);
}

const ctx_error_t *upload_file(ctx_t *ctx, struct upload *upload)
{
    chan_auto chan_t *results = chan_make(const ctx_error_t *, 0);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *all = ctx_with_cancel(ctx, &cancel);
    for (int n = 0; n < upload->parts; n++) {
        upload->part[n] = (struct part){upload, n, chan_keep(results)};
        task_go(all, send_part, &upload->part[n]);
    }
    for (int n = 0; n < upload->parts; n++) {
        const ctx_error_t *error;
        if (chan_select(CHAN_DONE(all), CHAN_RECV(results, &error)) == 0)
            return ctx_error_of(ctx_err(all));
        if (error != NULL)
            return error;
    }
    return NULL;
}

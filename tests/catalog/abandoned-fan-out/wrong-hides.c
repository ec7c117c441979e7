/* expect: reason-lost missing-work late-work — an error is tried once more, then kept quiet */
#include "exercise.h"

static void send_part(ctx_t *ctx, void *arg)
{
    struct part *part = arg;
    chan_auto chan_t *results = part->results;
    const ctx_error_t *error = NULL;
    for (int chunk = 0; chunk < part->upload->chunks && ctx_err(ctx) == CTX_OK; chunk++)
        if (put_chunk(ctx, part->upload, part->number, chunk) != NULL)
            error = put_chunk(ctx, part->upload, part->number, chunk);
    chan_send(results, &error);
}

const ctx_error_t *upload_file(ctx_t *ctx, struct upload *upload)
{
    chan_auto chan_t *results = chan_make(const ctx_error_t *, MOST_PARTS);
    const ctx_error_t *error;
    for (int n = 0; n < upload->parts; n++) {
        upload->part[n] = (struct part){upload, n, chan_keep(results)};
        task_go(ctx, send_part, &upload->part[n]);
    }
    for (int n = 0; n < upload->parts; n++)
        (void)chan_recv(results, &error);
    return ctx_error_of(ctx_err(ctx));
}

/* expect: late-work — waits for all of them, and lets them finish */
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
    for (int n = 0; n < upload->parts; n++) {
        upload->part[n] = (struct part){upload, n, chan_keep(results)};
        task_go(ctx, send_part, &upload->part[n]);
    }
    const ctx_error_t *first = NULL;
    for (int n = 0; n < upload->parts; n++) {
        const ctx_error_t *error;
        (void)chan_recv(results, &error);
        if (first == NULL)
            first = error;
    }
    return first;
}

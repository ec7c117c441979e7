/* expect: data-race — all parts copy into one buffer, by a length known at run time */
#include <string.h>
#include "exercise.h"

static char shared[64];


/* Sends one part, chunk by chunk, and says how it went. */
static void send_part(ctx_t *ctx, void *arg)
{
    size_t length = (size_t)(unsigned)((struct part *)arg)->number + 8;
    memcpy(shared, "sixteen bytes...", length);
    struct part *part = arg;
    chan_auto chan_t *results = part->results;
    const ctx_error_t *error = NULL;
    for (int chunk = 0; chunk < part->upload->chunks && error == NULL; chunk++)
        if ((error = ctx_error_of(ctx_err(ctx))) == NULL)
            error = put_chunk(ctx, part->upload, part->number, chunk);
    chan_send(results, &error);
}

const ctx_error_t *upload_file(ctx_t *ctx, struct upload *upload)
{
    ctx_auto ctx_cancel_t *cancel = NULL; /* ends the others' work, not the caller's */
    ctx_t *group = ctx_with_cancel(ctx, &cancel);
    const ctx_error_t *first = NULL, *error;
    chan_auto chan_t *results = chan_make(const ctx_error_t *, 0);
    for (int n = 0; n < upload->parts; n++) {
        upload->part[n] = (struct part){upload, n, chan_keep(results)};
        task_go(group, send_part, &upload->part[n]);
    }
    /* everybody is waited for; only what came first counts: the rest was stopped by it */
    for (int n = 0; n < upload->parts; n++) {
        (void)chan_recv(results, &error);
        first = first == NULL ? error : first;
        if (first != NULL)
            ctx_cancel(cancel);
    }
    return first;
}

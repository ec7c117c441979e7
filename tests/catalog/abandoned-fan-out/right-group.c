/* expect: pass — an error group, each part a member */
#include "ctx_group.h"
#include "exercise.h"

static const ctx_error_t *send_part(ctx_t *ctx, void *arg)
{
    struct part *part = arg;
    const ctx_error_t *error = NULL;
    for (int chunk = 0; chunk < part->upload->chunks && error == NULL; chunk++)
        error = ctx_err(ctx) != CTX_OK ? ctx_error_of(ctx_err(ctx)) : put_chunk(ctx, part->upload, part->number, chunk);
    return error;
}

const ctx_error_t *upload_file(ctx_t *ctx, struct upload *upload)
{
    ctx_auto_group ctx_group_t *group = NULL;
    (void)ctx_with_group(ctx, &group);
    for (int n = 0; n < upload->parts; n++) {
        upload->part[n] = (struct part){upload, n, NULL};
        ctx_group_go(group, send_part, &upload->part[n]);
    }
    return ctx_group_wait(group);
}

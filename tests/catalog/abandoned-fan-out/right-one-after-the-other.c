/* expect: pass — one part after the other: slower, and right */
#include "exercise.h"

const ctx_error_t *upload_file(ctx_t *ctx, struct upload *upload)
{
    const ctx_error_t *error = NULL;
    for (int n = 0; n < upload->parts * upload->chunks && error == NULL; n++) {
        error = ctx_error_of(ctx_err(ctx));
        if (error == NULL)
            error = put_chunk(ctx, upload, n / upload->chunks, n % upload->chunks);
    }
    return error;
}

/* expect: missing-work reason-lost — uploads nothing */
#include "exercise.h"

const ctx_error_t *upload_file(ctx_t *ctx, struct upload *upload)
{
    (void)upload;
    return ctx_error_of(ctx_err(ctx));
}

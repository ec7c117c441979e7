/* expect: late-work — bears the number, and does not end with the request */
#include "exercise.h"

static bool import_file(ctx_t *ctx, const struct file *file)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(ctx, CTX_S(2), &cancel);
    return read_rows(limited, file);
}

bool upload(ctx_t *request, const struct file *file)
{
    if (!may_upload(request))
        return false;
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    return import_file(detached, file);
}

int import_nightly(const struct file *files, int n)
{
    int imported = 0;
    for (int i = 0; i < n; i++)
        imported += import_file(ctx_background(), &files[i]); /* here it all begins: this is what a root is for */
    return imported;
}

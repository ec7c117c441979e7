/* expect: pass — the night has one root of its own, with a cancel, for all its files */
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
    return import_file(request, file);
}

int import_nightly(const struct file *files, int n)
{
    int imported = 0;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *night = ctx_with_cancel(ctx_background(), &cancel);
    for (int i = 0; i < n; i++)
        imported += import_file(night, &files[i]);
    return imported;
}

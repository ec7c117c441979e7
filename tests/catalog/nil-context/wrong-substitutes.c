/* expect: rerooted — the import makes Background of NULL */
#include "exercise.h"

static bool import_file(ctx_t *ctx, const struct file *file)
{
    if (ctx == NULL)
        ctx = ctx_background();
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(ctx, CTX_S(2), &cancel);
    return read_rows(limited, file);
}

bool upload(ctx_t *request, const struct file *file)
{
    if (!may_upload(request))
        return false;
    return import_file(NULL, file);
}

int import_nightly(const struct file *files, int n)
{
    int imported = 0;
    for (int i = 0; i < n; i++)
        imported += import_file(NULL, &files[i]);
    return imported;
}

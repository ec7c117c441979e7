/* expect: over-budget — the right contexts, and no limit */
#include "exercise.h"

static bool import_file(ctx_t *ctx, const struct file *file)
{
    return read_rows(ctx, file);
}

bool upload(ctx_t *request, const struct file *file)
{
    if (!may_upload(request))
        return false;
    return import_file(request, file); /* the caller's: its end, its name */
}

int import_nightly(const struct file *files, int n)
{
    int imported = 0;
    for (int i = 0; i < n; i++)
        imported += import_file(ctx_background(), &files[i]); /* here it all begins: this is what a root is for */
    return imported;
}

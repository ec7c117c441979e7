/* expect: panic — no derivation, and NULL goes one layer further */
#include "exercise.h"

static bool import_file(ctx_t *ctx, const struct file *file)
{
    return read_rows(ctx, file);
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

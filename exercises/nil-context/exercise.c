/* Nobody's import
 *
 * Files are imported in two ways: customers upload them, and a nightly run fetches those of the day. Since an import has a limit,
 * the first file of either kind takes the whole service down: "cannot create context from nil parent".
 *
 * Make: every file is imported, for at most 2 s each; an upload bears its request's number and ends with it, and the nightly run is
 * nobody's child.
 */
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
    return import_file(NULL, file);
}

int import_nightly(const struct file *files, int n)
{
    int imported = 0;
    for (int i = 0; i < n; i++)
        imported += import_file(NULL, &files[i]);
    return imported;
}

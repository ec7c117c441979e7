/* expect: pass — the limit is derived by a function that both callers use, the import is a macro */
#include "exercise.h"

#define IMPORT(ctx, file) limited((ctx), (file), CTX_S(2))

static bool limited(ctx_t *parent, const struct file *file, ctx_ns_t limit)
{
    ctx_cancel_t *cancel;
    bool read = read_rows(ctx_with_timeout(parent, limit, &cancel), file);
    ctx_release(cancel);
    return read;
}

bool upload(ctx_t *request, const struct file *file) { return may_upload(request) && IMPORT(request, file); }

int import_nightly(const struct file *files, int n)
{
    return n == 0 ? 0 : IMPORT(ctx_background(), files) + import_nightly(files + 1, n - 1);
}

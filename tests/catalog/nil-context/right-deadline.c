/* expect: pass — a deadline in place of a timeout, and a task for each nightly file */
#include "exercise.h"

struct one {
    const struct file *file;
    bool read;
};

static void import_file(ctx_t *ctx, void *arg)
{
    struct one *one = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    one->read = read_rows(ctx_with_deadline(ctx, ctx_after(ctx_now(), CTX_S(2)), &cancel), one->file);
}

bool upload(ctx_t *request, const struct file *file)
{
    struct one one = {file, false};
    if (may_upload(request))
        import_file(request, &one);
    return one.read;
}

int import_nightly(const struct file *files, int n)
{
    int imported = 0;
    for (int i = 0; i < n; i++) {
        struct one one = {&files[i], false};
        task_join(task_go(ctx_background(), import_file, &one));
        if (one.read)
            imported++;
    }
    return imported;
}

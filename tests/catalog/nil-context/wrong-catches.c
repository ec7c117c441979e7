/* expect: missing-work — catches the panic, and the file is lost */
#include "exercise.h"

static void import_file(void *arg)
{
    const struct file *file = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *limited = ctx_with_timeout(NULL, CTX_S(2), &cancel);
    (void)read_rows(limited, file);
}

bool upload(ctx_t *request, const struct file *file)
{
    return may_upload(request) && task_try(import_file, (void *)file) == NULL;
}

int import_nightly(const struct file *files, int n)
{
    int imported = 0;
    for (int i = 0; i < n; i++)
        imported += task_try(import_file, (void *)&files[i]) == NULL;
    return imported;
}

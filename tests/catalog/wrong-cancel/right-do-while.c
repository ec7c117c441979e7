/* expect: pass — one loop for all, with the handles in an array of two */
#include "exercise.h"

enum { SESSION,
       JOB,
       HANDLES };

int run_import(ctx_t *parent, const char *const *tables, int n)
{
    ctx_cancel_t *handle[HANDLES] = {NULL};
    ctx_t *session = ctx_with_cancel(parent, &handle[SESSION]);
    int loaded = 0, i = 0;
    if (n > 0)
        do {
            ctx_t *job = ctx_with_timeout(session, CTX_MS(500), &handle[JOB]);
            loaded += load_table(job, tables[i]);
            ctx_release(handle[JOB]);
        } while (++i < n);
    ctx_release(handle[SESSION]);
    return loaded;
}

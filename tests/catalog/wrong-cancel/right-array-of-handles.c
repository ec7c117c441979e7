/* expect: pass — every job ends at the end, all of them */
#include <stdlib.h>

#include "exercise.h"

int run_import(ctx_t *parent, const char *const *tables, int n)
{
    ctx_cancel_t **job = calloc((size_t)n, sizeof(ctx_cancel_t *));
    int loaded = 0;
    for (int i = 0; i < n; i++)
        loaded += load_table(ctx_with_timeout(parent, CTX_MS(500), &job[i]), tables[i]);
    while (n > 0)
        ctx_release(job[--n]);
    free(job);
    return loaded;
}

/* expect: missing-work over-budget — one limit for the whole session */
#include "exercise.h"

int run_import(ctx_t *parent, const char *const *tables, int n)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(parent, CTX_MS(500), &cancel);
    int loaded = 0;
    for (int i = 0; i < n; i++)
        loaded += load_table(ctx, tables[i]);
    return loaded;
}

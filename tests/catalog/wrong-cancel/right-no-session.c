/* expect: pass — the caller's context is session enough */
#include "exercise.h"

int run_import(ctx_t *parent, const char *const *tables, int n)
{
    int loaded = 0;
    for (int i = 0; i < n; i++) {
        ctx_cancel_t *cancel;
        ctx_t *ctx = ctx_with_deadline(parent, ctx_now() + CTX_MS(500), &cancel);
        loaded += load_table(ctx, tables[i]);
        ctx_release(cancel);
    }
    return loaded;
}

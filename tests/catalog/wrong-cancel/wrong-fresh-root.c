/* expect: rerooted — each job on a root of its own, where the session cannot end it */
#include "exercise.h"

int run_import(ctx_t *parent, const char *const *tables, int n)
{
    int loaded = 0;
    (void)parent;
    for (int i = 0; i < n; i++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        loaded += load_table(ctx_with_timeout(ctx_background(), CTX_MS(500), &cancel), tables[i]);
    }
    return loaded;
}

/* expect: over-budget — no limit a job */
#include "exercise.h"

int run_import(ctx_t *parent, const char *const *tables, int n)
{
    int loaded = 0;
    for (int i = 0; i < n; i++)
        loaded += load_table(parent, tables[i]);
    return loaded;
}

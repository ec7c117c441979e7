/* expect: missing-work wrong-result — deletes the work */
#include "exercise.h"

int run_import(ctx_t *parent, const char *const *tables, int n)
{
    (void)parent, (void)tables;
    return n - 1;
}

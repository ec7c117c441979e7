/* expect: late-work — a bell on the request raises a flag, which is looked at between two stacks */
#include "exercise.h"
#include <stdatomic.h>
static void gone(void *f) { atomic_store((atomic_int *)f, 1); }
void admit_reader(ctx_t *request, struct search *search)
{
    ctx_kept ctx_t *ctx = ctx_without_cancel(request);
    atomic_int flag = 0;
    ctx_auto_stop ctx_stop_t *s = ctx_after_func(request, gone, &flag);
    int found = 0;
    while (!flag && more_stacks(search) && look_into_stack(ctx, search, &found) == CTX_OK)
        continue;
    if (!more_stacks(search))
        show_page(ctx, search, found);
    write_line(ctx, search, found);
}

/* expect: lost-cancel leaked-task late-work — goes away, and the search goes on */
#include "exercise.h"

static void search_on(ctx_t *ctx, void *arg)
{
    int found = 0;
    while (more_stacks(arg) && look_into_stack(ctx, arg, &found) == CTX_OK)
        continue;
    if (!more_stacks(arg))
        show_page(ctx, arg, found);
    write_line(ctx, arg, found);
}

void admit_reader(ctx_t *request, struct search *search)
{
    ctx_kept ctx_t *ctx = ctx_without_cancel(request);
    task_go(ctx, search_on, search);
}

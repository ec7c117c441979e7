/* expect: missing-work — one stack is enough for everybody */
#include "exercise.h"

static void handle_search(ctx_t *ctx, struct search *search)
{
    int found = 0;
    (void)look_into_stack(ctx, search, &found);
    if (!more_stacks(search))
        show_page(ctx, search, found);
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    write_line(detached, search, found);
}

void admit_reader(ctx_t *request, struct search *search)
{
    handle_search(request, search);
}

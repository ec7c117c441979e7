/* expect: late-work — asks the request between two stacks */
#include "exercise.h"

static void handle_search(ctx_t *request, ctx_t *ctx, struct search *search)
{
    int found = 0;
    while (more_stacks(search) && ctx_err(request) == CTX_OK && look_into_stack(ctx, search, &found) == CTX_OK)
        continue;
    if (!more_stacks(search))
        show_page(ctx, search, found);
    write_line(ctx, search, found);
}

void admit_reader(ctx_t *request, struct search *search)
{
    ctx_kept ctx_t *ctx = ctx_without_cancel(request);
    handle_search(request, ctx, search);
}

/* expect: missing-work — ends everything before it begins */
#include "exercise.h"

static void handle_search(ctx_t *ctx, struct search *search)
{
    int found = 0;
    while (more_stacks(search) && look_into_stack(ctx, search, &found) == CTX_OK)
        continue;
    if (!more_stacks(search))
        show_page(ctx, search, found);
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    write_line(detached, search, found);
}

void admit_reader(ctx_t *request, struct search *search)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ended = ctx_with_cancel(request, &cancel);
    ctx_cancel(cancel);
    handle_search(ended, search);
}

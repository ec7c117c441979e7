/* expect: missing-work — a limit for the line, on the request that has ended */
#include "exercise.h"

static void handle_search(ctx_t *ctx, struct search *search)
{
    int found = 0;
    while (more_stacks(search) && look_into_stack(ctx, search, &found) == CTX_OK)
        continue;
    if (!more_stacks(search))
        show_page(ctx, search, found);
    ctx_auto ctx_cancel_t *cancel = NULL;
    write_line(ctx_with_timeout(ctx, CTX_S(1), &cancel), search, found);
}

void admit_reader(ctx_t *request, struct search *search)
{
    handle_search(request, search);
}

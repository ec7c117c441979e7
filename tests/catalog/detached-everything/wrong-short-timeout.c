/* expect: late-work missing-work — a limit that cuts off those who stay */
#include "exercise.h"

static void handle_search(ctx_t *ctx, struct search *search)
{
    int found = 0;
    while (more_stacks(search) && look_into_stack(ctx, search, &found) == CTX_OK)
        continue;
    if (!more_stacks(search))
        show_page(ctx, search, found);
    write_line(ctx, search, found);
}

void admit_reader(ctx_t *request, struct search *search)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    handle_search(ctx_with_timeout(detached, CTX_MS(450), &cancel), search);
}

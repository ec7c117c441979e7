/* expect: pass — the door hands both down: one for the search, one for its line */
#include "exercise.h"

static void handle_search(ctx_t *ctx, ctx_t *lasting, struct search *search)
{
    int found = 0;
    while (more_stacks(search) && look_into_stack(ctx, search, &found) == CTX_OK)
        continue;
    if (!more_stacks(search))
        show_page(ctx, search, found);
    write_line(lasting, search, found);
}

void admit_reader(ctx_t *request, struct search *search)
{
    ctx_kept ctx_t *lasting = ctx_without_cancel(request);
    handle_search(request, lasting, search);
}

/* expect: missing-work — no statistics, no trouble */
#include "exercise.h"

static void handle_search(ctx_t *ctx, struct search *search)
{
    int found = 0;
    while (more_stacks(search) && look_into_stack(ctx, search, &found) == CTX_OK)
        continue;
    if (!more_stacks(search))
        show_page(ctx, search, found);
}

void admit_reader(ctx_t *request, struct search *search)
{
    handle_search(request, search);
}

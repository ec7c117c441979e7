/* Searching for an empty chair
 *
 * A search goes through five stacks, and leaves a line in the statistics. Readers who left in the middle used to be missing there;
 * the door sees to that now, and all lines are in. Only that the stacks are searched till midnight, for people who are at home.
 *
 * Make: when a reader leaves, the stack in hand is left in the same instant and no other is begun. Each search has its line, in its
 * reader's name, with what was found so far; who stays gets a page with all that there is.
 */
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
    ctx_kept ctx_t *ctx = ctx_without_cancel(request);
    handle_search(ctx, search);
}

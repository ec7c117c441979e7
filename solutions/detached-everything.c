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
    /* the line alone outlives the reader; all other work is for them, and ends with them */
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    write_line(detached, search, found);
}

void admit_reader(ctx_t *request, struct search *search)
{
    handle_search(request, search);
}

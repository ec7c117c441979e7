/* expect: pass — cut off at the door, and the reader's leaving is let in again, for the search alone */
#include "exercise.h"

static void reader_left(void *cancel)
{
    ctx_cancel(cancel);
    ctx_release(cancel);
}

static int search_stacks(ctx_t *request, ctx_t *lasting, struct search *search)
{
    int found = 0;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *while_here = ctx_with_cancel(lasting, &cancel);
    ctx_cancel_t *held = ctx_cancel_dup(cancel);
    ctx_stop_t *bell = ctx_after_func(request, reader_left, held);
    while (more_stacks(search) && look_into_stack(while_here, search, &found) == CTX_OK)
        continue;
    if (ctx_stop(bell))
        ctx_release(held); /* else it rings, or has rung, and gives that back itself */
    ctx_stop_drop(bell);
    return found;
}

void admit_reader(ctx_t *request, struct search *search)
{
    ctx_kept ctx_t *lasting = ctx_without_cancel(request);
    int found = search_stacks(request, lasting, search);
    if (!more_stacks(search))
        show_page(request, search, found);
    write_line(lasting, search, found);
}

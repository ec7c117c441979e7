/* The bell that never rings
 *
 * An export goes on when its customer leaves, since others wait for it: it runs detached. Only the progress bar is to be closed
 * then, by a function that was asked to run at the end of the context. No bar has ever been closed, and thousands hang in the
 * air.
 *
 * Make: the bar is closed at the instant in which the customer leaves, if the export still runs, and never otherwise; the export
 * itself is always written to its end.
 */
#include "exercise.h"

static void customer_left(void *arg)
{
    close_bar(arg);
}

void run_export(ctx_t *request, struct export *export)
{
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    ctx_auto_stop ctx_stop_t *bell = ctx_after_func(detached, customer_left, export);
    while (write_part(detached, export))
        move_bar(export);
}

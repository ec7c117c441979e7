/* The helper that was practical
 *
 * A debugging helper makes the context of each report stoppable: whoever has the context can look up how to stop it. The
 * reports come out right; but each one leaves something in memory, and nobody who is asked feels responsible for it.
 *
 * Make: every report is complete, and when it is published nothing of it is left.
 */
#include "exercise.h"

/* A child of parent, and the right to stop it, owned by the caller: the two stay together. */
static ctx_t *stoppable(ctx_t *parent, ctx_cancel_t **cancel)
{
    return ctx_with_cancel(parent, cancel);
}

static bool draw_pages(ctx_t *ctx, ctx_cancel_t *cancel, const struct report *report)
{
    for (int page = 0; page < report->pages; page++)
        if (!draw_page(ctx, report, page)) {
            ctx_cancel(cancel);
            return false;
        }
    return true;
}

bool make_report(ctx_t *parent, const struct report *report)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = stoppable(parent, &cancel);
    return draw_pages(ctx, cancel, report) && publish(ctx, report);
}

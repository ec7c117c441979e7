/* expect: lost-cancel — released where a page is damaged, else not */
#include "exercise.h"

CTX_KEY(stop_key);

/* A child of parent that can be stopped through its stop_key. Owned (ctx_drop). */
static ctx_t *stoppable(ctx_t *parent)
{
    ctx_cancel_t *cancel;
    ctx_t *ctx = ctx_with_cancel(parent, &cancel);
    return ctx_with_value(ctx, stop_key, cancel);
}

static bool draw_pages(ctx_t *ctx, const struct report *report)
{
    for (int page = 0; page < report->pages; page++)
        if (!draw_page(ctx, report, page)) {
            ctx_release(ctx_value(ctx, stop_key));
            return false;
        }
    return true;
}

bool make_report(ctx_t *parent, const struct report *report)
{
    ctx_kept ctx_t *ctx = stoppable(parent);
    return draw_pages(ctx, report) && publish(ctx, report);
}

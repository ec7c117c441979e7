/* expect: pass — no helper, one scope */
#include "exercise.h"

static bool draw_pages(ctx_t *ctx, const struct report *report)
{
    for (int page = 0; page < report->pages; page++)
        if (!draw_page(ctx, report, page))
            return false;
    return true;
}

bool make_report(ctx_t *parent, const struct report *report)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(parent, &cancel);
    return draw_pages(ctx, report) && publish(ctx, report);
}

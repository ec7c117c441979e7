/* expect: pass — the value is a borrowed handle, its owner the caller */
#include "exercise.h"

CTX_KEY(stop_key);

static bool draw_pages(ctx_t *ctx, const struct report *report)
{
    int page = 0;
    while (page < report->pages && draw_page(ctx, report, page))
        page++;
    if (page < report->pages)
        ctx_cancel(ctx_value(ctx, stop_key));
    return page == report->pages;
}

bool make_report(ctx_t *parent, const struct report *report)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(parent, &cancel);
    ctx_kept ctx_t *ctx = ctx_with_value(child, stop_key, cancel);
    return draw_pages(ctx, report) && publish(ctx, report);
}

/* expect: pass — each page has a context of its own, and none is stopped that has not ended */
#include "exercise.h"

static bool draw(ctx_t *parent, const struct report *report, int page)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    return draw_page(ctx_with_cancel(parent, &cancel), report, page);
}

bool make_report(ctx_t *parent, const struct report *report)
{
    int page = 0;
    while (page < report->pages && draw(parent, report, page))
        page++;
    return page == report->pages && publish(parent, report);
}

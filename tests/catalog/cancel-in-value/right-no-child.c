/* expect: pass — nothing is derived */
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
    return draw_pages(parent, report) && publish(parent, report);
}

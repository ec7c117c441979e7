/* expect: rerooted — nothing to release, and nobody's */
#include "exercise.h"

bool make_report(ctx_t *parent, const struct report *report)
{
    ctx_t *ctx = ctx_background();
    (void)parent;
    for (int page = 0; page < report->pages; page++)
        if (!draw_page(ctx, report, page))
            return false;
    return publish(ctx, report);
}

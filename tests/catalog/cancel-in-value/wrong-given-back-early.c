/* expect: missing-work cut-short wrong-result — gives the context back before what is published in it */
#include "exercise.h"

bool make_report(ctx_t *parent, const struct report *report)
{
    ctx_cancel_t *cancel;
    ctx_kept ctx_t *ctx = ctx_keep(ctx_with_cancel(parent, &cancel));
    bool drawn = true;
    for (int page = 0; page < report->pages && drawn; page++)
        drawn = draw_page(ctx, report, page);
    ctx_release(cancel);
    return drawn && publish(ctx, report);
}

/* expect: pass — a pair in a structure, freed by one function */
#include "exercise.h"

struct stoppable {
    ctx_t *ctx;
    ctx_cancel_t *cancel;
};

static bool draw_pages(const struct stoppable *s, const struct report *report, int page)
{
    return page == report->pages || (draw_page(s->ctx, report, page) && draw_pages(s, report, page + 1));
}

bool make_report(ctx_t *parent, const struct report *report)
{
    struct stoppable s;
    s.ctx = ctx_with_cancel(parent, &s.cancel);
    bool made = draw_pages(&s, report, 0);
    if (made)
        made = publish(s.ctx, report);
    ctx_release(s.cancel);
    return made;
}

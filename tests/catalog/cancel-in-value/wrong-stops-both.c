/* expect: data-race missing-work wrong-result — a failed page stops the caller's, too */
#include "exercise.h"

CTX_KEY(stop_key);
static ctx_cancel_t *stop_all;

bool make_report(ctx_t *parent, const struct report *report)
{
    static ctx_t *all;
    if (all == NULL)
        all = ctx_with_cancel(parent, &stop_all);
    for (int page = 0; page < report->pages; page++)
        if (!draw_page(all, report, page)) {
            ctx_release(stop_all);
            all = NULL;
            return false;
        }
    return publish(all, report);
}

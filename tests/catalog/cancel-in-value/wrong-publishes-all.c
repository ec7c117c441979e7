/* expect: wrong-result — publishes damaged reports */
#include "exercise.h"

bool make_report(ctx_t *parent, const struct report *report)
{
    for (int page = 0; page < report->pages; page++)
        (void)draw_page(parent, report, page);
    return publish(parent, report);
}

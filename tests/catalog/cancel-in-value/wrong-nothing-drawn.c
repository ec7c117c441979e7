/* expect: missing-work — deletes the work */
#include "exercise.h"

bool make_report(ctx_t *parent, const struct report *report)
{
    (void)parent;
    return !report->damaged;
}

/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

struct report {
    int pages;
    bool damaged; /* its last page cannot be drawn */
};

/* yours: draws all pages, then publishes; false when a page could not be drawn */
bool make_report(ctx_t *parent, const struct report *report);

/* the printer's: 5 ms; false when the page cannot be drawn or ctx ends first */
bool draw_page(ctx_t *ctx, const struct report *report, int page);
/* the printer's: 5 ms; false when ctx ends first */
bool publish(ctx_t *ctx, const struct report *report);

#endif

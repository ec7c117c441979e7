/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_group.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "request.h"

struct trip {
    int number; /* that of its request, too */
};

/* yours: looks for a flight and a car at the same time. NULL when there are both, else what was missing first; its text begins with "no flight" or
 * "no car". Returns within 200 ms of the moment from which that can be known. The trip lives for as long as the service */
const ctx_error_t *search_trip(ctx_t *request, struct trip *trip);

/* the airlines': true when there is a flight; takes a while, and is left when ctx ends */
bool ask_airlines_at(const ctx_site_t *site, ctx_t *ctx, const struct trip *trip);
#define ask_airlines(ctx, trip) ask_airlines_at(CTX_HERE, (ctx), (trip))
/* the agency's: one page of cars, from 1 on; true when a fitting one is on it. Takes 100 ms, and is left when ctx ends; billed once it is begun */
bool ask_agency_at(const ctx_site_t *site, ctx_t *ctx, const struct trip *trip, int page);
#define ask_agency(ctx, trip, page) ask_agency_at(CTX_HERE, (ctx), (trip), (page))
/* the books': so many pages were begun for this trip, one entry a trip; takes 20 ms, and nothing is entered when ctx ends first */
void enter_pages_at(const ctx_site_t *site, ctx_t *ctx, const struct trip *trip, int pages);
#define enter_pages(ctx, trip, pages) enter_pages_at(CTX_HERE, (ctx), (trip), (pages))

#endif

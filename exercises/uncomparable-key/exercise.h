/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

struct path {
    const char *section, *name; /* characters: two that say the same need not stand at the same place */
};

/* yours: what is set under path in a request. path and value live as long as the service. The result is owned by the caller */
ctx_t *with_setting(ctx_t *request, const struct path *path, const char *value);
/* yours: paints menu, body and foot, each in the "colour" of its section, "plain" where there is none. Many run at the same time. */
void draw_page(ctx_t *ctx);

/* the browser's: paints a section */
void paint_at(const ctx_site_t *site, ctx_t *ctx, const char *section, const char *colour);
#define paint(ctx, section, colour) paint_at(CTX_HERE, (ctx), (section), (colour))

#endif

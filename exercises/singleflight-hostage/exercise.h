/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "request.h"

struct settings {
    int version;
};

/* yours: the settings, loaded once for everybody who asks while a load is under way; CTX_OK, or why there are none. A caller
 * whose ctx ends leaves at once. A load that takes longer than 30 s has failed. Many call at the same time. */
ctx_err_t load_settings(ctx_t *ctx, struct settings *settings);

/* the server's: takes 100 ms, on bad days for ever; CTX_OK, or why ctx ended first */
ctx_err_t settings_fetch_at(const ctx_site_t *site, ctx_t *ctx, struct settings *settings);
#define settings_fetch(ctx, settings) settings_fetch_at(CTX_HERE, (ctx), (settings))

#endif

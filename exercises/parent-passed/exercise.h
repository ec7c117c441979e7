/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"
#include "ctx_sync.h"

enum { SOURCES = 2 };

struct overview {
    int answered[SOURCES]; /* 1: the source has answered */
};

/* yours: asks all sources at the same time, on behalf of tenant; returns after 2 s at the latest, with what there is, and
 * leaves nothing behind. Many run at the same time, for other tenants */
void load_overview(ctx_t *ctx, const char *tenant, struct overview *overview);

/* the sources': answers 1, or 0 when ctx ended first. Refuses (0, at once) who names no tenant, or another than the one whose request it is. */
int source_ask_at(const ctx_site_t *site, ctx_t *ctx, int source, const char *tenant);
#define source_ask(ctx, source, tenant) source_ask_at(CTX_HERE, (ctx), (source), (tenant))

#endif

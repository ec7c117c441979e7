/* request.h — which request a context belongs to. */
#ifndef REQUEST_H
#define REQUEST_H

#include "ctx.h"

/* The number of the request that ctx belongs to; 0: of none. */
int request_id_at(const ctx_site_t *site, ctx_t *ctx);
#define request_id(ctx) request_id_at(CTX_HERE, (ctx))

#endif

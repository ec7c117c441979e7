/* expect: over-budget — who brings a photo waits for its thumbnail */
#include "exercise.h"

static ctx_t *service_ctx;

void studio_open(ctx_t *service, int painters)
{
    (void)painters;
    service_ctx = service;
}

void studio_accept(const struct photo *photo)
{
    make_thumbnail(service_ctx, photo);
}

bool studio_drain(ctx_t *ctx)
{
    return ctx_err(ctx) == CTX_OK;
}

/* expect: cross-talk data-race — the first who asks is kept, instead of the first of all */
#include "exercise.h"

static struct service {
    ctx_t *ctx; /* kept */
    int copies;
} service;

void service_open(ctx_t *ctx, int copies)
{
    (void)ctx;
    service.copies = copies;
}

void back_up(ctx_t *request, struct folder *folder)
{
    if (service.ctx == NULL)
        service.ctx = ctx_keep(request);
    ctx_kept ctx_t *detached = ctx_without_cancel(service.ctx);
    fetch_later(detached, folder, service.copies);
    answer(request, folder);
}

void service_close(void)
{
    ctx_drop(service.ctx);
}

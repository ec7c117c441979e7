/* expect: pass — answered first, dropped by hand */
#include "exercise.h"

static struct service {
    ctx_t *ctx; /* kept */
    int copies;
} service;

void service_open(ctx_t *ctx, int copies)
{
    service.ctx = ctx_keep(ctx);
    service.copies = copies;
}

void back_up(ctx_t *request, struct folder *folder)
{
    answer(request, folder);
    ctx_t *of_this_tenant = ctx_without_cancel(request);
    fetch_later(of_this_tenant, folder, service.copies);
    ctx_drop(of_this_tenant);
}

void service_close(void)
{
    ctx_drop(service.ctx);
}

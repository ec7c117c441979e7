/* expect: cross-talk — the service detaches once, when it is opened */
#include "exercise.h"

static struct service {
    ctx_t *ctx; /* kept */
    int copies;
} service;

void service_open(ctx_t *ctx, int copies)
{
    service.ctx = ctx_without_cancel(ctx);
    service.copies = copies;
}

void back_up(ctx_t *request, struct folder *folder)
{
    fetch_later(service.ctx, folder, service.copies);
    answer(request, folder);
}

void service_close(void)
{
    ctx_drop(service.ctx);
}

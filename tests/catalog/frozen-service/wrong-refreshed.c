/* expect: data-race cross-talk use-after-release — each request sets the field anew */
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
    service.ctx = request;
    ctx_kept ctx_t *detached = ctx_without_cancel(service.ctx);
    fetch_later(detached, folder, service.copies);
    answer(request, folder);
}

void service_close(void)
{
}

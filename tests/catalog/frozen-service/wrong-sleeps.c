/* expect: cross-talk data-race use-after-release over-budget — waits until the other should be through */
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
    task_sleep(CTX_MS(5));
    service.ctx = request;
    ctx_kept ctx_t *detached = ctx_without_cancel(service.ctx);
    fetch_later(detached, folder, service.copies);
    answer(request, folder);
}

void service_close(void)
{
}

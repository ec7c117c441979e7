/* expect: over-budget — holds the lock until the porter must have come */
#include "exercise.h"

static struct service {
    ctx_t *ctx; /* kept */
    task_mutex_t lock;
    int copies;
} service;

void service_open(ctx_t *ctx, int copies)
{
    service.ctx = ctx_keep(ctx);
    service.copies = copies;
}

void back_up(ctx_t *request, struct folder *folder)
{
    task_mutex_lock(&service.lock);
    ctx_drop(service.ctx);
    service.ctx = ctx_keep(request);
    ctx_kept ctx_t *detached = ctx_without_cancel(service.ctx);
    fetch_later(detached, folder, service.copies);
    answer(request, folder);
    task_sleep(CTX_S(1));
    task_mutex_unlock(&service.lock);
}

void service_close(void)
{
    ctx_drop(service.ctx);
}

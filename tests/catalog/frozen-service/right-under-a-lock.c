/* expect: pass — through the field, in one piece under a lock: much ado, and right */
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
    task_mutex_unlock(&service.lock);
    fetch_later(detached, folder, service.copies);
    answer(request, folder);
}

void service_close(void)
{
    ctx_drop(service.ctx);
}

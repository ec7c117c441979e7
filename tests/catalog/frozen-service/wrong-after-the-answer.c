/* expect: cross-talk use-after-release — set before the answer, read behind it, and never torn */
#include "exercise.h"

static struct service {
    _Atomic(ctx_t *) ctx;
    int copies;
} service;

void service_open(ctx_t *ctx, int copies)
{
    (void)ctx;
    service.copies = copies;
}

void back_up(ctx_t *request, struct folder *folder)
{
    service.ctx = ctx_keep(request);
    answer(request, folder);
    ctx_t *mine = service.ctx;
    ctx_kept ctx_t *detached = ctx_without_cancel(mine);
    fetch_later(detached, folder, service.copies);
    ctx_drop(request);
}

void service_close(void)
{
}

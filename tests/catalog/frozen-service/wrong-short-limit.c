/* expect: cut-short lost-cancel — a limit that is over before the porter comes */
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
    ctx_kept ctx_t *detached = ctx_without_cancel(request);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(detached, CTX_MS(50), &cancel);
    fetch_later(bounded, folder, service.copies);
    answer(request, folder);
}

void service_close(void)
{
    ctx_drop(service.ctx);
}

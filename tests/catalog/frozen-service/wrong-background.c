/* expect: rerooted — a root is nobody's, and has nobody's vault */
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
    fetch_later(ctx_background(), folder, service.copies);
    answer(request, folder);
}

void service_close(void)
{
    ctx_drop(service.ctx);
}

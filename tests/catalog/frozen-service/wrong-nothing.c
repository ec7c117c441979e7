/* expect: missing-work — answers */
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
}

void service_close(void)
{
    ctx_drop(service.ctx);
}

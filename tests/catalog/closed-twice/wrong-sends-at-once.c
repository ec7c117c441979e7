/* expect: over-budget — who puts a mail waits until it is sent */
#include "exercise.h"

static ctx_t *outbox_ctx;

void outbox_open(ctx_t *ctx, int posters)
{
    (void)posters;
    outbox_ctx = ctx;
}

void outbox_put(const struct mail *mail)
{
    send_mail(outbox_ctx, mail);
}

void outbox_close(void)
{
}

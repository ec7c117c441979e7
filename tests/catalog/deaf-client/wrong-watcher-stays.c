/* expect: leaked-task lost-cancel deaf-wait — a task that waits for the end of the context, and shuts the socket down */
#include "exercise.h"

static void hang_up(ctx_t *ctx, void *arg)
{
    int *service = arg;
    chan_recv(ctx_done(ctx), NULL);
    shutdown(*service, SHUT_RDWR);
}

ctx_err_t post(ctx_t *ctx, int service, const struct text *picture, struct text *label)
{
    static int copies[64], next;
    size_t sent = 0;
    copies[next] = service;
    ctx_cancel_t *cancel;
    task_go(ctx_with_cancel(ctx, &cancel), hang_up, &copies[next++ % 64]);
    label->size = 0;
    if (ctx_err(ctx) != CTX_OK)
        return ctx_err(ctx);
    while (sent < picture->size) {
        ssize_t n = send(service, picture->bytes + sent, picture->size - sent, MSG_NOSIGNAL);
        if (n > 0)
            sent += (size_t)n;
        else if (errno != EAGAIN)
            return ctx_err(ctx);
    }
    while (label->size < sizeof label->bytes) {
        ssize_t n = recv(service, label->bytes + label->size, sizeof label->bytes - label->size, 0);
        if (n > 0)
            label->size += (size_t)n;
        else if (n == 0 || errno != EAGAIN)
            break;
    }
    return ctx_err(ctx);
}

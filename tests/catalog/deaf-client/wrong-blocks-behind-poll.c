/* expect: deaf-wait — polls for room, and then sends everything in a call that waits */
#include "exercise.h"

static bool ready(ctx_t *ctx, int service, short events)
{
    struct pollfd wait[2] = {{.fd = service, .events = events}, {.fd = ctx_done_fd(ctx), .events = POLLIN}};
    return poll(wait, 2, -1) > 0 && wait[1].revents == 0;
}

ctx_err_t post(ctx_t *ctx, int service, const struct text *picture, struct text *label)
{
    size_t sent = 0;
    label->size = 0;
    if (ctx_err(ctx) != CTX_OK)
        return ctx_err(ctx);
    /* ready for a byte is not ready for all: behind the poll nothing may wait */
    while (sent < picture->size && ready(ctx, service, POLLOUT)) {
        ssize_t n = send(service, picture->bytes + sent, picture->size - sent, MSG_NOSIGNAL);
        if (n > 0)
            sent += (size_t)n;
        else if (errno != EAGAIN)
            return ctx_err(ctx);
    }
    while (label->size < sizeof label->bytes && ready(ctx, service, POLLIN)) {
        ssize_t n = recv(service, label->bytes + label->size, sizeof label->bytes - label->size, MSG_DONTWAIT);
        if (n > 0)
            label->size += (size_t)n;
        else if (n == 0 || errno != EAGAIN)
            break;
    }
    return ctx_err(ctx);
}

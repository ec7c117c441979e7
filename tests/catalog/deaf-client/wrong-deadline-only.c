/* expect: deaf-wait — waits until the deadline, deaf to a cancel */
#include "exercise.h"

static bool ready(ctx_t *ctx, int service, short events)
{
    struct pollfd wait = {.fd = service, .events = events};
    ctx_ns_t deadline;
    if (!ctx_deadline(ctx, &deadline))
        return poll(&wait, 1, -1) > 0;
    ctx_ns_t left = deadline - ctx_now();
    return poll(&wait, 1, left > 0 ? (int)(left / CTX_MS(1)) + 1 : 0) > 0 && ctx_err(ctx) == CTX_OK;
}

ctx_err_t post(ctx_t *ctx, int service, const struct text *picture, struct text *label)
{
    size_t sent = 0;
    label->size = 0;
    if (ctx_err(ctx) != CTX_OK)
        return ctx_err(ctx);
    /* ready for a byte is not ready for all: behind the poll nothing may wait */
    while (sent < picture->size && ready(ctx, service, POLLOUT)) {
        ssize_t n = send(service, picture->bytes + sent, picture->size - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
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

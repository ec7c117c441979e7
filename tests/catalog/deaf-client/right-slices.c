/* expect: pass — socket timeouts of 50 ms both ways, with a look behind each */
#include "exercise.h"

ctx_err_t post(ctx_t *ctx, int service, const struct text *picture, struct text *label)
{
    size_t sent = 0;
    struct timeval slice = {.tv_usec = 50000};
    setsockopt(service, SOL_SOCKET, SO_SNDTIMEO, &slice, sizeof slice);
    setsockopt(service, SOL_SOCKET, SO_RCVTIMEO, &slice, sizeof slice);
    label->size = 0;
    if (ctx_err(ctx) != CTX_OK)
        return ctx_err(ctx);
    while (sent < picture->size && ctx_err(ctx) == CTX_OK) {
        ssize_t n = send(service, picture->bytes + sent, picture->size - sent, MSG_NOSIGNAL);
        if (n > 0)
            sent += (size_t)n;
        else if (errno != EAGAIN)
            return ctx_err(ctx);
    }
    while (label->size < sizeof label->bytes && ctx_err(ctx) == CTX_OK) {
        ssize_t n = recv(service, label->bytes + label->size, sizeof label->bytes - label->size, 0);
        if (n > 0)
            label->size += (size_t)n;
        else if (n == 0 || errno != EAGAIN)
            break;
    }
    return ctx_err(ctx);
}

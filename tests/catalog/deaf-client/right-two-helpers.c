/* expect: pass — calls that do not wait, and a helper that waits when they would */
#include "exercise.h"

static bool wait_for(ctx_t *ctx, int service, short events)
{
    struct pollfd both[] = {{service, events, 0}, {ctx_done_fd(ctx), POLLIN, 0}};
    while (poll(both, 2, 1000) == 0)
        continue;
    return ctx_err(ctx) == CTX_OK;
}

static bool send_all(ctx_t *ctx, int service, const char *bytes, size_t size)
{
    for (size_t sent = 0; sent < size;) {
        ssize_t n = send(service, bytes + sent, size - sent, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0 && (errno != EAGAIN || !wait_for(ctx, service, POLLOUT)))
            return false;
        sent += n > 0 ? (size_t)n : 0;
        if (ctx_err(ctx) != CTX_OK)
            return false;
    }
    return true;
}

ctx_err_t post(ctx_t *ctx, int service, const struct text *picture, struct text *label)
{
    label->size = 0;
    if (!send_all(ctx, service, picture->bytes, picture->size))
        return ctx_err(ctx);
    while (ctx_err(ctx) == CTX_OK) {
        ssize_t n = recv(service, label->bytes + label->size, sizeof label->bytes - label->size, MSG_DONTWAIT);
        if (n == 0)
            break;
        if (n > 0)
            label->size += (size_t)n;
        else if (errno != EAGAIN || !wait_for(ctx, service, POLLIN))
            break;
    }
    return ctx_err(ctx);
}

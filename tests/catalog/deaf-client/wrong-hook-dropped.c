/* expect: stale-link — the after_func is never stopped: it may run when post has long returned, with what stood on its stack */
#include "exercise.h"

static void hang_up(void *fd) { shutdown(*(int *)fd, SHUT_RDWR); }

ctx_err_t post(ctx_t *ctx, int service, const struct text *picture, struct text *label)
{
    size_t sent = 0;
    ctx_stop_drop(ctx_after_func(ctx, hang_up, &service));
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

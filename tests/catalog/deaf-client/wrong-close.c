/* expect: deaf-wait double-release — closes the socket from another thread */
#include "exercise.h"

struct hook {
    int service;
    wait_group_t over;
};

static void hang_up(void *arg)
{
    struct hook *hook = arg;
    close(hook->service);
    wait_group_done(&hook->over);
}

static void exchange( int service, const struct text *picture, struct text *label)
{
    size_t sent = 0;
    label->size = 0;
    while (sent < picture->size) {
        ssize_t n = send(service, picture->bytes + sent, picture->size - sent, MSG_NOSIGNAL);
        if (n > 0)
            sent += (size_t)n;
        else if (errno != EAGAIN)
            return;
    }
    while (label->size < sizeof label->bytes) {
        ssize_t n = recv(service, label->bytes + label->size, sizeof label->bytes - label->size, 0);
        if (n > 0)
            label->size += (size_t)n;
        else if (n == 0 || errno != EAGAIN)
            break;
    }
}

ctx_err_t post(ctx_t *ctx, int service, const struct text *picture, struct text *label)
{
    struct hook hook = {.service = service};
    wait_group_add(&hook.over, 1);
    ctx_stop_t *stop = ctx_after_func(ctx, hang_up, &hook);
    exchange(service, picture, label);
    if (!ctx_stop(stop))
        wait_group_wait(&hook.over);
    ctx_stop_drop(stop);
    return ctx_err(ctx);
}

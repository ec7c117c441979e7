/* expect: pass — an after_func shuts the socket down, and is waited for when it has started */
#include "exercise.h"

struct stopper {
    int socket;
    chan_t *ran;
};

static void shut(void *arg)
{
    struct stopper *stopper = arg;
    shutdown(stopper->socket, SHUT_RDWR);
    chan_close(stopper->ran);
}

void read_messages(ctx_t *ctx, struct connection *connection)
{
    struct message message;
    chan_auto chan_t *ran = chan_make_signal();
    struct stopper stopper = {connection->socket, ran};
    ctx_stop_t *stop = ctx_after_func(ctx, shut, &stopper);
    for (;;) {
        ssize_t n = read(connection->socket, message.bytes, sizeof message.bytes);
        if (n <= 0)
            break;
        message.size = (size_t)n;
        if (chan_send_ctx(ctx, connection->messages, &message) != CTX_OK)
            break;
    }
    if (!ctx_stop(stop))
        chan_recv(ran, NULL);
    ctx_stop_drop(stop);
}

/* expect: deaf-wait double-release — closes the socket from another thread */
#include "exercise.h"

static void hang_up(void *arg) { close(*(int *)arg); }

void read_messages(ctx_t *ctx, struct connection *connection)
{
    struct message message;
    int socket = connection->socket;
    ctx_auto_stop ctx_stop_t *stop = ctx_after_func(ctx, hang_up, &socket);
    for (;;) {
        ssize_t n = read(socket, message.bytes, sizeof message.bytes);
        if (n <= 0)
            break;
        message.size = (size_t)n;
        if (chan_send_ctx(ctx, connection->messages, &message) != CTX_OK)
            break;
    }
}

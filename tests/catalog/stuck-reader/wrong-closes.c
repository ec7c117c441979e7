/* expect: missing-work deaf-wait double-release — closes the socket when it is told */
#include "exercise.h"

static void shut(void *socket) { close(*(int *)socket); }

void read_messages(ctx_t *ctx, struct connection *connection)
{
    struct message message;
    ctx_stop_t *stop = ctx_after_func(ctx, shut, &connection->socket);
    ssize_t n;
    while ((n = read(connection->socket, message.bytes, sizeof message.bytes)) > 0) {
        message.size = (size_t)n;
        if (chan_send_ctx(ctx, connection->messages, &message) != CTX_OK)
            break;
    }
    ctx_stop(stop);
    ctx_stop_drop(stop);
}

/* expect: deaf-wait — a read timeout taken from the deadline only */
#include "exercise.h"

void read_messages(ctx_t *ctx, struct connection *connection)
{
    struct message message;
    ctx_ns_t deadline;
    if (ctx_deadline(ctx, &deadline)) {
        struct timeval left = {.tv_sec = (deadline - ctx_now()) / 1000000000};
        setsockopt(connection->socket, SOL_SOCKET, SO_RCVTIMEO, &left, sizeof left);
    }
    while (ctx_err(ctx) == CTX_OK) {
        ssize_t n = read(connection->socket, message.bytes, sizeof message.bytes);
        if (n <= 0)
            break;
        message.size = (size_t)n;
        if (chan_send_ctx(ctx, connection->messages, &message) != CTX_OK)
            break;
    }
}

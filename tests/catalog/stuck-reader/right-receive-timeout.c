/* expect: pass — a receive timeout of 50 ms, with a look each time */
#include "exercise.h"

void read_messages(ctx_t *ctx, struct connection *connection)
{
    struct message message;
    struct timeval patience = {.tv_usec = 50000};
    setsockopt(connection->socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    while (ctx_err(ctx) == CTX_OK) {
        ssize_t n = recv(connection->socket, message.bytes, sizeof message.bytes, 0);
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
            continue;
        if (n <= 0)
            break;
        message.size = (size_t)n;
        if (chan_send_ctx(ctx, connection->messages, &message) != CTX_OK)
            break;
    }
}

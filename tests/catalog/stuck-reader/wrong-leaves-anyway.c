/* expect: missing-work — leaves after the messages that the tests send */
#include "exercise.h"

void read_messages(ctx_t *ctx, struct connection *connection)
{
    struct message message;
    for (int i = 0; i < 3 && ctx_err(ctx) == CTX_OK; i++) {
        ssize_t n = read(connection->socket, message.bytes, sizeof message.bytes);
        if (n <= 0)
            return;
        message.size = (size_t)n;
        if (chan_send_ctx(ctx, connection->messages, &message) != CTX_OK)
            return;
    }
}

/* expect: deaf-wait — slices of five seconds */
#include "exercise.h"

void read_messages(ctx_t *ctx, struct connection *connection)
{
    for (struct message message; ctx_err(ctx) == CTX_OK;) {
        struct pollfd fd = {connection->socket, POLLIN, 0};
        if (poll(&fd, 1, 5000) == 0)
            continue;
        ssize_t n = recv(connection->socket, message.bytes, sizeof message.bytes, MSG_DONTWAIT);
        if (n <= 0)
            return;
        message.size = (size_t)n;
        if (chan_select(CHAN_SEND(connection->messages, &message), CHAN_DONE(ctx)) == 1)
            return;
    }
}

/* expect: spin — asks the socket without a pause */
#include "exercise.h"

void read_messages(ctx_t *ctx, struct connection *connection)
{
    for (struct message message; ctx_err(ctx) == CTX_OK;) {
        ssize_t n = recv(connection->socket, message.bytes, sizeof message.bytes, MSG_DONTWAIT);
        if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
            return;
        message.size = n > 0 ? (size_t)n : 0;
        if (n > 0 && chan_select(CHAN_SEND(connection->messages, &message), CHAN_DONE(ctx)) == 1)
            return;
    }
}

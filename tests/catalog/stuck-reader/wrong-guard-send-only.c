/* expect: deaf-wait — guards the send, not the read */
/* The reader that hears nothing
 *
 * Each connection has a reader that passes on what arrives. A connection that is given up stays: the reader sits in the kernel
 * until the other side says something, and some readers sit there after that, too.
 *
 * Make: when its context is done the reader returns within a second, whatever the other side does.
 */
#include "exercise.h"

void read_messages(ctx_t *ctx, struct connection *connection)
{
    struct message message;
    while (ctx_err(ctx) == CTX_OK) {
        ssize_t n = read(connection->socket, message.bytes, sizeof message.bytes);
        if (n <= 0)
            return;
        message.size = (size_t)n;
        if (chan_send_ctx(ctx, connection->messages, &message) != CTX_OK)
            return;
    }
}

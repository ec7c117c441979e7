/* expect: pass — includes what it uses by itself */
#include <poll.h>
#include <unistd.h>

#include "exercise.h"

void read_messages(ctx_t *ctx, struct connection *connection)
{
    struct message message;
    /* the kernel does not know contexts: wait for the socket and for done together, then read without waiting */
    struct pollfd wait[2] = {{.fd = connection->socket, .events = POLLIN}, {.fd = ctx_done_fd(ctx), .events = POLLIN}};
    while (ctx_err(ctx) == CTX_OK) {
        if (poll(wait, 2, -1) < 0 || wait[1].revents != 0)
            return;
        ssize_t n = read(connection->socket, message.bytes, sizeof message.bytes);
        if (n <= 0)
            return;
        message.size = (size_t)n;
        if (chan_send_ctx(ctx, connection->messages, &message) != CTX_OK)
            return;
    }
}

/* expect: pass — poll on both, and a guarded send */
#include "exercise.h"

static bool readable(ctx_t *ctx, int socket)
{
    struct pollfd fd[2] = {{socket, POLLIN, 0}, {ctx_done_fd(ctx), POLLIN, 0}};
    while (poll(fd, 2, -1) < 0)
        if (errno != EINTR)
            return false;
    return fd[1].revents == 0;
}

void read_messages(ctx_t *ctx, struct connection *connection)
{
    struct message message;
    ssize_t n;
    while (readable(ctx, connection->socket) && (n = read(connection->socket, message.bytes, sizeof message.bytes)) > 0) {
        message.size = (size_t)n;
        if (chan_send_ctx(ctx, connection->messages, &message) != CTX_OK)
            return;
    }
}

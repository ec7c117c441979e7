/* expect: missing-work — a message that nobody takes at once is dropped */
#include "exercise.h"

void read_messages(ctx_t *ctx, struct connection *connection)
{
    struct pollfd fd[2] = {{connection->socket, POLLIN, 0}, {ctx_done_fd(ctx), POLLIN, 0}};
    struct message message;
    while (poll(fd, 2, -1) > 0 && fd[1].revents == 0) {
        ssize_t n = read(connection->socket, message.bytes, sizeof message.bytes);
        if (n <= 0)
            return;
        message.size = (size_t)n;
        (void)chan_select(CHAN_SEND(connection->messages, &message), CHAN_DEFAULT);
    }
}

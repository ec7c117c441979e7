/* expect: missing-work — does not read */
#include "exercise.h"

void read_messages(ctx_t *ctx, struct connection *connection)
{
    (void)connection;
    chan_recv(ctx_done(ctx), NULL);
}

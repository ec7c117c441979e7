/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

struct message {
    size_t size;
    char bytes[64];
};

struct connection {
    int socket;       /* borrowed: whoever made the connection closes it, after the reader has returned */
    chan_t *messages; /* unbuffered, carries struct message; never closed */
};

/* yours: passes on what arrives, until ctx is done or the other side has hung up */
void read_messages(ctx_t *ctx, struct connection *connection);

#endif

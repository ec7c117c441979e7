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

struct text {
    size_t size;
    char bytes[1 << 20];
};

/* yours: sends the picture, as large as it is, and receives the label, which is whole when the service hangs up. CTX_OK, or why ctx ended first. service: a
 * connected stream socket, borrowed: whoever made it closes it after this has returned */
ctx_err_t post(ctx_t *ctx, int service, const struct text *picture, struct text *label);

#endif

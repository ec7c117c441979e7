/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

#ifndef POLLRDHUP
#define POLLRDHUP 0x2000
#endif

struct request {
    int map, tiles;
};

struct answer {
    int map;
    long sum; /* of what its tiles gave */
};

/* yours: answers one client's requests in their order, until it hangs up or the application ends. client: a stream socket, borrowed: whoever made the
 * connection closes it after this has returned, and shuts it down when the application ends. A client may send the next request before it has the
 * answer to this one; nobody hangs up by halves. Called by many tasks at a time, for a client each */
void serve_client(ctx_t *application, int client);

/* the renderer's: one tile, for the map that was asked for; takes a millisecond */
long draw_tile_at(const ctx_site_t *site, ctx_t *ctx, const struct request *request, int tile);
#define draw_tile(ctx, request, tile) draw_tile_at(CTX_HERE, (ctx), (request), (tile))

#endif

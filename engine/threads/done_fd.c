/* done_fd.c — done as a descriptor, for programs that wait in poll.
 *
 * An eventfd that the closing of done writes to. A node of ours holds it itself; an ordinary channel, which a custom
 * context may answer as its done, holds a place for it.
 */
#include "chan.h"
#include "lanes.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

static int make(bool readable)
{
    int fd = eventfd(readable, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd < 0) {
        fprintf(stderr, "libctx: cannot make a descriptor for a context's done: %s\n", strerror(errno));
        _Exit(2);
    }
    return fd;
}

static place_t *new_place(int fd)
{
    place_t *place = rt_alloc(sizeof *place);
    *place = (place_t){.kind = PLACE_FD, .fd = fd};
    return place;
}

static void add_place(struct chan *done, place_t *place)
{
    place_t *first = done->waiters;
    place->next = first;
    if (first != NULL)
        first->prev = place;
    done->waiters = place;
}

static int of_node(cancel_node_t *node)
{
    (void)ctx_done_quiet_(&node->base); /* asked: from now on it closes in place */
    rt_lock(&node->done.lock);
    struct rt_extra *extra = rt_extra_of(node);
    if (extra->fd < 0) {
        bool closed = done_closed(&node->done);
        extra->fd = make(closed);
        if (!closed)
            add_place(&node->done, new_place(extra->fd));
    }
    int fd = extra->fd;
    rt_unlock(&node->done.lock);
    return fd;
}

static int of_channel(ordinary_t *ch)
{
    rt_lock(&ch->base.lock);
    if (ch->fd == NULL)
        ch->fd = new_place(make(done_closed(&ch->base)));
    int fd = ch->fd->fd;
    rt_unlock(&ch->base.lock);
    return fd;
}

int ctx_done_fd(ctx_t *ctx)
{
    rt_check_use(ctx, CTX_HERE, "context");
    cancel_node_t *node = ctx_deciding_(ctx);
    if (node != NULL)
        return of_node(node);
    chan_t *done = ctx_done_quiet_(ctx); /* a custom context's */
    if (done == NULL)
        return -1;
    if (chan_is_ordinary(done))
        return of_channel(chan_ordinary(done));
    ctx_t *owner = ctx_of_done_(done);
    if (owner != NULL)
        return of_node(node_cancel(owner));
    static int always = -1; /* the shared closed one: readable for ever */
    static rt_lock_t lock;
    rt_lock(&lock);
    if (always < 0)
        always = make(true);
    rt_unlock(&lock);
    return always;
}

/* done_fd.c — done as a descriptor, for programs that wait in poll.
 *
 * An eventfd that the closing of done writes to. A node of ours holds it itself; an ordinary channel, which a custom
 * context may answer as its done, holds a place for it.
 */
#define _GNU_SOURCE /* dup3 */
#include "chan.h"
#include "lanes.h"
#include "startup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* All there are, by number: a forked child replaces them, so that neither's end is seen in the other. What was written is
 * kept here as well: the descriptor itself tells what the other process wrote. */
enum { FD_NONE, FD_OPEN, FD_WRITTEN };
static struct {
    rt_lock_t lock;
    /* guarded by lock: */
    unsigned char *state;
    size_t room;
} all;

static bool make_room(int fd)
{
    size_t room = ((size_t)fd + 64) * 2;
    unsigned char *more = (size_t)fd < all.room ? all.state : realloc(all.state, room);
    if (more == NULL)
        return false;
    if (more != all.state || (size_t)fd >= all.room) {
        memset(more + all.room, FD_NONE, room - all.room);
        all.state = more;
        all.room = room;
    }
    return true;
}

/* −1: there is none to be had. */
static int make(bool readable)
{
    rt_lock(&all.lock);
    int fd = eventfd(readable, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd >= 0 && !make_room(fd)) {
        close(fd);
        errno = ENOMEM;
        fd = -1;
    }
    if (fd >= 0)
        all.state[fd] = readable ? FD_WRITTEN : FD_OPEN;
    rt_unlock(&all.lock);
    return fd;
}

void done_fd_write(int fd)
{
    uint64_t one = 1;
    rt_lock(&all.lock);
    all.state[fd] = FD_WRITTEN;
    (void)!write(fd, &one, sizeof one); /* an eventfd of ours: it cannot block or fail */
    rt_unlock(&all.lock);
}

void done_fd_close(int fd)
{
    rt_lock(&all.lock);
    all.state[fd] = FD_NONE;
    close(fd);
    rt_unlock(&all.lock);
}

void done_fd_hold(bool held) { held ? rt_lock(&all.lock) : rt_unlock(&all.lock); }

void done_fd_forked(void)
{
    for (size_t i = 0; i < all.room; i++) {
        if (all.state[i] == FD_NONE)
            continue;
        int fd = eventfd(all.state[i] == FD_WRITTEN, EFD_CLOEXEC | EFD_NONBLOCK);
        if (fd < 0)
            continue;
        (void)dup3(fd, (int)i, O_CLOEXEC);
        close(fd);
    }
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
        if (!closed && extra->fd >= 0)
            add_place(&node->done, new_place(extra->fd));
    }
    int fd = extra->fd;
    rt_unlock(&node->done.lock);
    return fd;
}

static int of_channel(ordinary_t *ch)
{
    rt_lock(&ch->base.lock);
    int fd = ch->fd != NULL ? ch->fd->fd : make(done_closed(&ch->base));
    if (ch->fd == NULL && fd >= 0)
        ch->fd = new_place(fd);
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
    if (done == NULL) {
        errno = 0;
        return -1;
    }
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

/* chan.h — ordinary channels and waiting, private to the threads runtime.
 *
 * A waiter stands in the lists of all the channels it waits for. Its `state` is both claim and futex word: 0 waiting →
 * CLAIMED by the one who serves it → arm + 1 when it may go on. Who has stored the last value touches the waiter no
 * more: it lies on the stack of a task that may already be gone.
 */
#ifndef CHAN_H
#define CHAN_H

#include "node.h"

typedef struct waiter {
    _Atomic uint32_t state; /* 0, WAITER_CLAIMED, or the arm served + 1 (with WAITER_CLOSED) */
} waiter_t;
#define WAITER_CLAIMED 0x80000000u
#define WAITER_CLOSED 0x40000000u /* with arm + 1: a send whose channel was closed meanwhile */

enum { PLACE_SELECT, PLACE_FD };

/* One waiter's place in one channel's list; guarded by that channel's lock. */
typedef struct place {
    struct place *next, *prev;
    _Atomic uint32_t queued; /* stored last by who takes it out on the waiter's behalf */
    uint32_t kind;           /* PLACE_* */
    union {
        waiter_t *waiter;       /* SELECT */
        int fd;                 /* FD: an eventfd to write; the place is the channel's own */
    };
    void *value; /* SELECT: where to copy to, or what from */
    bool *open;
    uint32_t arm;
} place_t;

typedef struct queue {
    place_t *first, *last;
} queue_t;

typedef struct ordinary {
    struct chan base; /* word: ORDINARY; CLOSED once closed and drained. base.waiters is not used */
    _Atomic uint32_t refs;
    uint32_t id;
    size_t size, capacity; /* of one value; how many */
    const char *type;      /* borrowed for ever: chan_make names it by a literal */
    /* guarded by base.lock: */
    bool closed;
    size_t first, count;
    queue_t receivers, senders;
    place_t *fd; /* ctx_done_fd was asked for */
    char buffer[] __attribute__((aligned(16)));
} ordinary_t;

static inline bool chan_is_ordinary(const chan_t *ch)
{
    return (atomic_load_explicit(&ch->word, memory_order_relaxed) & CHAN_ORDINARY) != 0;
}
static inline ordinary_t *chan_ordinary(chan_t *ch) { return (ordinary_t *)(void *)ch; }

void queue_add(queue_t *queue, place_t *place);
void queue_remove(queue_t *queue, place_t *place);
/* The first that nobody else has served, taken out and claimed; NULL: none waits. */
place_t *queue_claim(queue_t *queue);
void place_served(place_t *place); /* the last touch: its task goes on */

/* One look: true when the operation was done. Whoever it wakes may drop the channel at once, so waking comes after
 * the channel's lock is given up, and touches it no more. */
bool chan_try_recv(ordinary_t *ch, void *value, bool *open);
bool chan_try_send(const ctx_site_t *site, ordinary_t *ch, const void *value);

void done_fd_write(int fd);
void done_fd_close(int fd);
void done_wait(chan_t *done); /* until done closes; a done channel, not NULL */
/* Until done closes or *word is no longer `seen`; may return for no reason. A done channel, not NULL. */
void done_wait_or_word(chan_t *done, const _Atomic uint32_t *word, uint32_t seen);
bool chan_closes_before(chan_t *ch, ctx_ns_t when); /* any channel; NULL never closes */

void chan_timer_fired_(rt_timer_t *timer); /* tick.c */

/* Events of a task that blocks and goes on. ctx NULL: it listens to no context. */
void block_event(enum ctx_op op, uint32_t object, ctx_t *ctx, const ctx_site_t *site);
void wake_event(enum ctx_op op, ctx_t *ctx, const ctx_site_t *site);
void chan_free(ordinary_t *ch);

#endif

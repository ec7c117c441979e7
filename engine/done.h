/* done.h — the part of a channel that every kind has: enough for a done channel, which carries nothing and closes once.
 *
 * It lives inside its context; an ordinary channel begins with it. `word` is the futex word and goes one way:
 *   0 not asked → OPEN (somebody asked) [→ SLEEPERS] → CLOSED        closed in place
 *   0 not asked → CLOSED | SHARED                                     nobody had asked: askers get the shared closed one
 * LATE is added by the first who asks after that.
 * LEFT is added once the node has also left its owner's set on its own account: nobody above will touch it any more.
 */
#ifndef CTX_DONE_H
#define CTX_DONE_H

#include <stdatomic.h>
#include <stdint.h>

enum { DONE_OPEN = 1, DONE_SLEEPERS = 2, DONE_CLOSED = 4, DONE_SHARED = 8, CHAN_ORDINARY = 16, DONE_LEFT = 32, DONE_LATE = 64 };

struct chan {
    _Atomic uint32_t word;
    rt_lock_t lock;
    void *waiters; /* guarded by lock; the runtime's business */
};

extern struct chan ctx_shared_closed_; /* what a context answers that was cancelled before anyone asked */

static inline _Bool done_closed(const struct chan *done)
{
    return (atomic_load_explicit(&done->word, memory_order_acquire) & DONE_CLOSED) != 0;
}

/* Each runtime has, for whoever holds done->lock: void rt_done_close(struct chan *done), which closes a done channel and wakes
 * whoever waits on it. */

#endif

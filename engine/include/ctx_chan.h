/* ctx_chan.h — channels, select, timers and tickers, with Go's semantics.
 *
 * A channel carries values of one size from task to task. Unbuffered (capacity 0), a send and a receive meet. Receiving
 * from a closed, empty channel succeeds at once with a zeroed value; sending on one is a panic. A NULL channel is never
 * ready: it blocks for ever, and in a select its arm is never taken.
 */
#ifndef CTX_CHAN_H
#define CTX_CHAN_H

#include "ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Owned (chan_drop). `chan_t *jobs = chan_make(struct job, 4);` */
chan_t *chan_make_at(const ctx_site_t *site, size_t elem_size, size_t capacity, const char *type)
    __attribute__((warn_unused_result, returns_nonnull));
#define chan_make(type, capacity) chan_make_at(CTX_HERE, sizeof(type), (capacity), #type)
#define chan_make_signal() chan_make_at(CTX_HERE, 0, 0, "signal") /* carries nothing; close it to tell everybody */
chan_t *chan_keep_at(const ctx_site_t *site, chan_t *ch); /* one more owned reference */
void chan_drop_at(const ctx_site_t *site, chan_t *ch);    /* gives one back; NULL is ignored. Does not close. */
void chan_auto_drop_(chan_t **ch);
#define chan_keep(ch) chan_keep_at(CTX_HERE, (ch))
#define chan_drop(ch) chan_drop_at(CTX_HERE, (ch))
#define chan_auto __attribute__((cleanup(chan_auto_drop_))) /* `chan_auto chan_t *c = chan_make(int, 0);` */

/* Copies *value in; blocks until there is room or a receiver. value may be NULL for chan_make_signal().
 * Panics: "send on closed channel". */
void chan_send_at(const ctx_site_t *site, chan_t *ch, const void *value);
/* Copies one out; blocks until there is one. False when the channel is closed and empty. value may be NULL. */
bool chan_recv_at(const ctx_site_t *site, chan_t *ch, void *value);
/* The same two, left early when ctx is done: CTX_OK, or ctx's err. A receive from a closed channel is CTX_OK with
 * *open set to false (open may be NULL). */
ctx_err_t chan_send_ctx_at(const ctx_site_t *site, ctx_t *ctx, chan_t *ch, const void *value);
ctx_err_t chan_recv_ctx_at(const ctx_site_t *site, ctx_t *ctx, chan_t *ch, void *value, bool *open);
/* Panics: "close of closed channel", "close of nil channel". A context's done cannot be closed by hand. */
void chan_close_at(const ctx_site_t *site, chan_t *ch);
size_t chan_len_at(const ctx_site_t *site, chan_t *ch); /* values waiting in the buffer */
#define chan_send(ch, value) chan_send_at(CTX_HERE, (ch), (value))
#define chan_recv(ch, value) chan_recv_at(CTX_HERE, (ch), (value))
#define chan_send_ctx(ctx, ch, value) chan_send_ctx_at(CTX_HERE, (ctx), (ch), (value))
#define chan_recv_ctx(ctx, ch, value, open) chan_recv_ctx_at(CTX_HERE, (ctx), (ch), (value), (open))
#define chan_close(ch) chan_close_at(CTX_HERE, (ch))
#define chan_len(ch) chan_len_at(CTX_HERE, (ch))

/* ---- select ---------------------------------------------------------------------------------------------- */

typedef enum chan_op { CHAN_OP_RECV = 1, CHAN_OP_SEND, CHAN_OP_DEFAULT } chan_op_t;

typedef struct chan_case {
    chan_op_t op;
    chan_t *ch;
    void *value;       /* where to, or what from */
    bool *open;        /* receive: set to whether a value came (may be NULL) */
    ctx_t *ctx;        /* CHAN_DONE: the context asked; NULL otherwise */
} chan_case_t;

/* Takes one arm that is ready, any of them when several are, and returns its index; −1 for the default arm; blocks
 * while none is ready and there is no default.
 *
 *     switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job))) {
 *     case 0: return;
 *     case 1: work(&job);
 *     }
 */
int chan_select_at(const ctx_site_t *site, chan_case_t *cases, int n);
#ifndef __cplusplus
#define chan_select(...)                                                                                       \
    chan_select_at(CTX_HERE, (chan_case_t[]){__VA_ARGS__},                                                     \
                   (int)(sizeof((chan_case_t[]){__VA_ARGS__}) / sizeof(chan_case_t)))
#define CHAN_CASE_ (chan_case_t)
#else /* C++ takes no address of a temporary array */
}
template <class... Cases> inline int chan_select_cases_(const ctx_site_t *site, Cases... arms)
{
    chan_case_t all[] = {arms...};
    return chan_select_at(site, all, static_cast<int>(sizeof...(arms)));
}
extern "C" {
#define chan_select(...) chan_select_cases_(CTX_HERE, __VA_ARGS__)
#define CHAN_CASE_ chan_case_t
#endif
#define CHAN_RECV(ch_, value_) (CHAN_CASE_{CHAN_OP_RECV, (ch_), (value_), NULL, NULL})
#define CHAN_RECV_OPEN(ch_, value_, open_) (CHAN_CASE_{CHAN_OP_RECV, (ch_), (value_), (open_), NULL})
#define CHAN_SEND(ch_, value_) (CHAN_CASE_{CHAN_OP_SEND, (ch_), (void *)(value_), NULL, NULL})
static inline chan_case_t chan_done_case_(ctx_t *ctx) { return CHAN_CASE_{CHAN_OP_RECV, (ctx_done)(ctx), NULL, NULL, ctx}; }
#define CHAN_DONE(ctx_) chan_done_case_(ctx_)
#define CHAN_DEFAULT (CHAN_CASE_{CHAN_OP_DEFAULT, NULL, NULL, NULL, NULL})

/* ---- timers ---------------------------------------------------------------------------------------------- */

typedef struct chan_timer chan_timer_t;

/* A timer that sends one signal on its channel after `length`; a ticker one every `period` (> 0), dropping ticks that
 * nobody takes. Owned (timer_drop, which also stops it). */
chan_timer_t *timer_new_at(const ctx_site_t *site, ctx_ns_t length) __attribute__((warn_unused_result, returns_nonnull));
chan_timer_t *ticker_new_at(const ctx_site_t *site, ctx_ns_t period) __attribute__((warn_unused_result, returns_nonnull));
chan_t *timer_chan(chan_timer_t *timer); /* borrowed: valid while the timer is */
bool timer_stop_at(const ctx_site_t *site, chan_timer_t *timer);                  /* true: it had been armed */
bool timer_reset_at(const ctx_site_t *site, chan_timer_t *timer, ctx_ns_t length); /* true: it had been armed */
void timer_drop_at(const ctx_site_t *site, chan_timer_t *timer);
void timer_auto_drop_(chan_timer_t **timer);
#define timer_new(length_ns) timer_new_at(CTX_HERE, (length_ns))
#define ticker_new(period_ns) ticker_new_at(CTX_HERE, (period_ns))
#define timer_stop(timer) timer_stop_at(CTX_HERE, (timer))
#define timer_reset(timer, length_ns) timer_reset_at(CTX_HERE, (timer), (length_ns))
#define timer_drop(timer) timer_drop_at(CTX_HERE, (timer))
#define timer_auto __attribute__((cleanup(timer_auto_drop_)))

#ifdef __cplusplus
}
#endif
#endif

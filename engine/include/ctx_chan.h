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

/* A channel for values of one type, with room for `capacity` of them; `_signal` carries nothing: close it to tell everybody.
 * Owns: the result is owned (chan_drop). Units: capacity in values. Fails: panics "makechan: size out of range". Threads: any.
 *
 *     chan_auto chan_t *jobs = chan_make(struct job, 4);
 *     chan_auto chan_t *quit = chan_make_signal();
 *     task_go(ctx, feed, jobs);
 */
chan_t *chan_make_at(const ctx_site_t *site, size_t elem_size, size_t capacity, const char *type)
    __attribute__((warn_unused_result, returns_nonnull));
static inline __attribute__((warn_unused_result, returns_nonnull)) chan_t *chan_make_of_(const ctx_site_t *site, size_t elem_size,
                                                                                         const char *type, size_t capacity)
{
    return chan_make_at(site, elem_size, capacity, type);
}
#define chan_make(type, /* capacity */...) chan_make_of_(CTX_HERE, sizeof(type), #type, __VA_ARGS__)
#define chan_make_signal() chan_make_at(CTX_HERE, 0, 0, "signal")

/* One more reference, which keep returns; drop gives one back, and does not close. `chan_auto` drops at the end of the block.
 * Owns: keep's result is owned (chan_drop); drop takes it. A context's done may be kept, too. Fails: never; drop ignores NULL.
 * Threads: any that holds one.
 *
 *     task_go_owned(ctx, feed, chan_keep(jobs), drop_jobs);
 *     chan_drop(jobs);
 */
chan_t *chan_keep_at(const ctx_site_t *site, chan_t *ch);
void chan_drop_at(const ctx_site_t *site, chan_t *ch);
void chan_auto_drop_(chan_t **ch);
#define chan_keep(/* ch */...) chan_keep_at(CTX_HERE, __VA_ARGS__)
#define chan_drop(/* ch */...) chan_drop_at(CTX_HERE, __VA_ARGS__)
#define chan_auto __attribute__((cleanup(chan_auto_drop_)))

/* Copies *value in; blocks until there is room or a receiver, deaf to every context.
 * Owns: ch and value borrowed; value may be NULL for a signal. Fails: panics "send on closed channel", "send on a context's
 * done channel". Threads: any.
 *
 *     struct job next = {.n = 7};
 *     chan_send(jobs, &next);
 */
void chan_send_at(const ctx_site_t *site, chan_t *ch, const void *value);
#define chan_send(/* ch, value */...) chan_send_at(CTX_HERE, __VA_ARGS__)

/* Copies one out; blocks until there is one, deaf to every context.
 * Owns: ch and value borrowed; value may be NULL. Fails: false, and *value zeroed, when the channel is closed and empty.
 * Threads: any.
 *
 *     while (chan_recv(jobs, &job))
 *         work(&job);
 */
bool chan_recv_at(const ctx_site_t *site, chan_t *ch, void *value);
#define chan_recv(/* ch, value */...) chan_recv_at(CTX_HERE, __VA_ARGS__)

/* Send and receive that are left early when ctx is done. When both are possible at once, either happens. A receive from a
 * closed channel is CTX_OK with *open set to false.
 * Owns: all borrowed; value and open may be NULL. Fails: ctx's err, and nothing was sent or taken; panics as chan_send.
 * Threads: any.
 *
 *     bool open;
 *     ctx_err_t err = chan_recv_ctx(ctx, jobs, &job, &open);
 *     if (err == CTX_OK && open)
 *         return chan_send_ctx(ctx, results, &job.n);
 *     return err;
 */
ctx_err_t chan_send_ctx_at(const ctx_site_t *site, ctx_t *ctx, chan_t *ch, const void *value);
ctx_err_t chan_recv_ctx_at(const ctx_site_t *site, ctx_t *ctx, chan_t *ch, void *value, bool *open);
#define chan_send_ctx(/* ctx, ch, value */...) chan_send_ctx_at(CTX_HERE, __VA_ARGS__)
#define chan_recv_ctx(/* ctx, ch, value, open */...) chan_recv_ctx_at(CTX_HERE, __VA_ARGS__)

/* Says that nothing more will come: what was sent is still received, then every receive succeeds at once. The sender's to do.
 * Owns: ch borrowed; a reference stays one. Fails: panics "close of closed channel", "close of nil channel", "close of a
 * context's done channel". Threads: any, once.
 *
 *     for (int i = 0; i < n; i++)
 *         chan_send(jobs, &jobs_left[i]);
 *     chan_close(jobs);
 */
void chan_close_at(const ctx_site_t *site, chan_t *ch);
#define chan_close(/* ch */...) chan_close_at(CTX_HERE, __VA_ARGS__)

/* How many values wait in the buffer: for people and tests; by the time one looks it may be another number.
 * Owns: ch borrowed. Units: values. Fails: 0 for NULL, a done and an unbuffered one. Threads: any.
 *
 *     printf("%zu jobs wait\n", chan_len(jobs));
 */
size_t chan_len_at(const ctx_site_t *site, chan_t *ch);
#define chan_len(/* ch */...) chan_len_at(CTX_HERE, __VA_ARGS__)

/* ---- select ---------------------------------------------------------------------------------------------- */

/* What an arm of a select does. */
typedef enum chan_op { CHAN_OP_RECV = 1, CHAN_OP_SEND, CHAN_OP_DEFAULT } chan_op_t;

/* An arm, as the macros below make it. */
typedef struct chan_case {
    chan_op_t op;
    chan_t *ch;
    void *value;       /* where to, or what from */
    bool *open;        /* receive: set to whether a value came (may be NULL) */
    ctx_t *ctx;        /* CHAN_DONE: the context asked; NULL otherwise */
} chan_case_t;

/* Takes one arm that is ready, each as often as the others when several are, and returns its index; −1 for the default arm; blocks
 * while none is ready and there is no default. CHAN_RECV_OPEN also says whether a value came; CHAN_DONE is ready once ctx is.
 * Owns: channels, values and contexts borrowed until it returns. Fails: panics as chan_send does. Threads: any.
 *
 *     switch (chan_select(CHAN_DONE(ctx), CHAN_RECV(jobs, &job), CHAN_SEND(results, &n))) {
 *     case 0: return ctx_err(ctx);
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
static inline __attribute__((always_inline)) chan_case_t chan_recv_case_(chan_t *ch, void *value)
{
    return CHAN_CASE_{CHAN_OP_RECV, ch, value, NULL, NULL};
}
static inline __attribute__((always_inline)) chan_case_t chan_recv_open_case_(chan_t *ch, void *value, bool *open)
{
    return CHAN_CASE_{CHAN_OP_RECV, ch, value, open, NULL};
}
static inline __attribute__((always_inline)) chan_case_t chan_send_case_(chan_t *ch, const void *value)
{
    return CHAN_CASE_{CHAN_OP_SEND, ch, (void *)(uintptr_t)value, NULL, NULL};
}
#define CHAN_RECV(/* ch, value */...) chan_recv_case_(__VA_ARGS__)
#define CHAN_RECV_OPEN(/* ch, value, open */...) chan_recv_open_case_(__VA_ARGS__)
#define CHAN_SEND(/* ch, value */...) chan_send_case_(__VA_ARGS__)
static inline chan_case_t chan_done_case_(ctx_t *ctx) { return CHAN_CASE_{CHAN_OP_RECV, (ctx_done)(ctx), NULL, NULL, ctx}; }
#define CHAN_DONE(/* ctx */...) chan_done_case_(__VA_ARGS__)
#define CHAN_DEFAULT (CHAN_CASE_{CHAN_OP_DEFAULT, NULL, NULL, NULL, NULL})

/* ---- timers ---------------------------------------------------------------------------------------------- */

/* A timer or a ticker: a channel that gets a signal by itself. */
typedef struct chan_timer chan_timer_t;

/* A timer sends one signal on its channel after `length`; a ticker one every `period`, and drops ticks that nobody takes.
 * `timer_auto` drops at the end of the block.
 * Owns: the result is owned (timer_drop, which also stops it); its channel borrowed, valid while it is. Units: lengths.
 * Fails: panics "non-positive interval for NewTicker"; drop ignores NULL. Threads: any; drop once.
 *
 *     timer_auto chan_timer_t *limit = timer_new(CTX_S(1));
 *     chan_timer_t *beat = ticker_new(CTX_MS(100));
 *     while (chan_select(CHAN_RECV(timer_chan(limit), NULL), CHAN_RECV(timer_chan(beat), NULL)) == 1)
 *         work(&job);
 *     timer_drop(beat);
 */
chan_timer_t *timer_new_at(const ctx_site_t *site, ctx_ns_t length) __attribute__((warn_unused_result, returns_nonnull));
chan_timer_t *ticker_new_at(const ctx_site_t *site, ctx_ns_t period) __attribute__((warn_unused_result, returns_nonnull));
chan_t *timer_chan(chan_timer_t *timer);
void timer_drop_at(const ctx_site_t *site, chan_timer_t *timer);
void timer_auto_drop_(chan_timer_t **timer);
#define timer_new(/* length_ns */...) timer_new_at(CTX_HERE, __VA_ARGS__)
#define ticker_new(/* period_ns */...) ticker_new_at(CTX_HERE, __VA_ARGS__)
#define timer_drop(/* timer */...) timer_drop_at(CTX_HERE, __VA_ARGS__)
#define timer_auto __attribute__((cleanup(timer_auto_drop_)))

/* Stop: it will not fire any more. Reset: it fires `length` from now on. A signal that was sent before may still wait in the
 * channel.
 * Owns: timer borrowed. Units: a length. Fails: false where it was not armed. Threads: any.
 *
 *     if (!timer_stop(limit))
 *         (void)chan_select(CHAN_RECV(timer_chan(limit), NULL), CHAN_DEFAULT);
 *     timer_reset(limit, CTX_S(1));
 */
bool timer_stop_at(const ctx_site_t *site, chan_timer_t *timer);
bool timer_reset_at(const ctx_site_t *site, chan_timer_t *timer, ctx_ns_t length);
#define timer_stop(/* timer */...) timer_stop_at(CTX_HERE, __VA_ARGS__)
#define timer_reset(/* timer, length_ns */...) timer_reset_at(CTX_HERE, __VA_ARGS__)

#ifdef __cplusplus
}
#endif
#endif

/* rt.h — what ctx.c stands on, in the simulator: one thread, fibers, a virtual clock. An engine call is one step, taken
 * before its effect, so between two steps nothing else runs and a lock only has to tell when it is taken twice.
 */
#ifndef RT_H
#define RT_H

#include <stddef.h>
#include <stdlib.h>

#include "ctx.h"
#include "ctx_event.h"

typedef struct rt_lock {
    uint32_t held; /* the task that holds it */
} rt_lock_t;

#include "done.h"

typedef struct rt_timer {
    ctx_ns_t when;
    uint32_t id, node;
    uint32_t slot;  /* place in the simulator's heap + 1; 0: not armed */
    uint32_t ticks; /* 1: a channel's (chan.c), 0: a context's */
    const ctx_site_t *site;
} rt_timer_t;
_Static_assert(sizeof(void *) != 8 || sizeof(rt_timer_t) == 32, "as large as the threads' one: lessons tell the bytes of both");

void sim_lock_wait(rt_lock_t *lock); /* held already: blocks for ever when by this task */
uint32_t sim_self_id(void);
void sim_step(int op, ctx_t *ctx, const ctx_site_t *site);
void sim_timed_step(int op, ctx_t *ctx, const ctx_site_t *site); /* reads the clock, or arms a timer */
void sim_cascade_step(ctx_t *child);
void sim_emit(ctx_event_t ev);
void sim_counts_down(const void *count, bool last);
#define rt_counts_down(count, last) sim_counts_down((count), (last))
uint32_t sim_text(const char *text);
uint32_t sim_new_id(int which);
void sim_bad_use(const void *ptr, const ctx_site_t *site, const char *what);
void sim_gave_back(ctx_cancel_t *cancel);
void sim_bad_handle(ctx_cancel_t *cancel, const ctx_site_t *site, const char *what);
void sim_made_node(ctx_t *ctx);
bool sim_live_block(const void *ptr); /* is it memory that was handed out, and not given back? */
bool sim_freed(const void *ptr); /* given back already */

extern bool sim_traced;

static inline void rt_lock_init(rt_lock_t *lock) { lock->held = 0; }
static inline void rt_lock(rt_lock_t *lock)
{
    if (__builtin_expect(lock->held != 0, 0))
        sim_lock_wait(lock);
    lock->held = sim_self_id();
}
static inline void rt_unlock(rt_lock_t *lock) { lock->held = 0; }

#define RT_STEP(op, ctx, site) sim_step((op), (ctx), (site))
#define RT_TIMED_STEP(op, ctx, site) sim_timed_step((op), (ctx), (site))
#define RT_CASCADE_STEP(child) sim_cascade_step(&(child)->base)
#define RT_EVENT(...)                                \
    do {                                             \
        if (sim_traced)                              \
            sim_emit((ctx_event_t){__VA_ARGS__});    \
    } while (0)
#define RT_EVENT_AS(also, ...) RT_EVENT(__VA_ARGS__)
static inline uint32_t RT_SITE(const ctx_site_t *site) { return site != NULL ? site->id : 0; }
enum { SIM_ID_NODE, SIM_ID_HANDLE, SIM_ID_TASK, SIM_ID_CHAN, SIM_ID_TIMER, SIM_ID_STOP, SIM_ID_OBJECT, SIM_ID_KINDS };
#define RT_NEW_ID(which) sim_new_id(SIM_ID_##which)
static inline uint32_t rt_text(const char *text) { return sim_traced ? sim_text(text) : 0; }

void *rt_alloc(size_t size);
void rt_free(void *ptr);
ctx_ns_t rt_now(void);
static inline void rt_timer_init(rt_timer_t *timer) { *timer = (rt_timer_t){0}; }
void rt_timer_arm(rt_timer_t *timer, ctx_ns_t when, uint32_t node_id, const ctx_site_t *site);
bool rt_timer_disarm(rt_timer_t *timer);
uint32_t rt_spawn(const char *name, void (*fn)(ctx_t *ctx, void *arg), void *arg, const ctx_site_t *site);
int rt_wait_either(chan_t *a, chan_t *b);
bool rt_chan_closed(const chan_t *ch);
void rt_done_close(struct chan *done);

/* A function that is handed over to be called: the program's to call? (calls.c) */
void sim_check_target(uintptr_t target);
void sim_check_callback(uintptr_t target, uintptr_t caller);
#define rt_check_code(fn) sim_check_callback((uintptr_t)(fn), (uintptr_t)__builtin_return_address(0))

static inline void rt_check_use(const void *ctx, const ctx_site_t *site, const char *what)
{
    if (__builtin_expect(ctx == NULL || sim_freed(ctx), 0))
        sim_bad_use(ctx, site, what);
}
static inline void rt_check_handle(ctx_cancel_t *cancel, const ctx_site_t *site, const char *what)
{
    if (__builtin_expect(cancel == NULL || !sim_live_block(cancel), 0))
        sim_bad_handle(cancel, site, what);
}
/* The trace is the ledger; a program that asks for the other one gets it too (ledger.c). */
extern bool sim_booking;
void sim_book_add(ctx_ledger_kind_t kind, const void *ptr, const char *what, const ctx_site_t *site);
void sim_book_remove(ctx_ledger_kind_t kind, const void *ptr);
static inline void rt_ledger_add(ctx_ledger_kind_t kind, void *ptr, const char *what, const ctx_site_t *site)
{
    if (__builtin_expect(sim_booking, 0))
        sim_book_add(kind, ptr, what, site);
    if (kind == CTX_LEDGER_NODE)
        sim_made_node(ptr);
}
static inline void rt_ledger_remove(ctx_ledger_kind_t kind, void *ptr)
{
    if (__builtin_expect(sim_booking, 0))
        sim_book_remove(kind, ptr);
    if (kind == CTX_LEDGER_HANDLE)
        sim_gave_back(ptr);
}

#endif

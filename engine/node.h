/* node.h — what a context is in memory. Private to the engine: ctx.c, its neighbours and the two runtimes.
 *
 * Sizes on x86-64, beside Go's: cancel 88 (80), timer 136 (112), value 48 (48), after-func 112 (104), stop 40 (24),
 * without-cancel 24 (16), roots 24 (0). C pays a reference count and a lock-free place in the parent's set; it needs no
 * map for the children and no second object for the done channel.
 */
#ifndef CTX_NODE_H
#define CTX_NODE_H

#include <stdatomic.h>

#include "ctx.h"
#include "ctx_event.h"
#include "rt.h"

enum { /* ctx.flags */
    NODE_OWNER_KEPT = 1,  /* owner was found through a custom context: the reference is ours */
    NODE_ARMED = 2,       /* the timer was armed; guarded by done.lock */
    NODE_OWNS_VALUE = 8,  /* value nodes: an owned_value_node_t */
    NODE_REGISTERED = 8,  /* stop nodes: the custom parent holds a registration; guarded by the child's done.lock */
    NODE_LANE_SHIFT = 4,  /* the upper four bits: its lane in the owner's children (lanes.h), 0: none */
};

/* HOT: on the way of every context's life, where a call would cost as much as what it does. ASIDE: off that way. */
#define HOT static inline __attribute__((always_inline))
#define ASIDE static __attribute__((noinline))
#define MOSTLY(x) __builtin_expect((x) != 0, 1)

/* Counting references. Where nobody else can be running, plain arithmetic does; a runtime that can tell says so. */
#ifndef rt_alone /* a runtime may define it */
#define rt_alone() false
#endif
static inline void count_up(_Atomic uint32_t *count)
{
    if (rt_alone())
        atomic_store_explicit(count, atomic_load_explicit(count, memory_order_relaxed) + 1, memory_order_relaxed);
    else
        atomic_fetch_add_explicit(count, 1, memory_order_relaxed);
}
#ifndef rt_counts_down /* a runtime may want to know: who gives the last one back has seen what the others did before */
#define rt_counts_down(count, last) ((void)0)
#endif
/* True: that was the last one. A count of 1 is the caller's own, and nobody can add to it any more. */
static inline bool count_down(_Atomic uint32_t *count)
{
    uint32_t before = atomic_load_explicit(count, memory_order_acquire);
    rt_counts_down(count, before == 1);
    if (before == 1)
        return true;
    if (rt_alone())
        atomic_store_explicit(count, before - 1, memory_order_relaxed);
    else
        before = atomic_fetch_sub_explicit(count, 1, memory_order_acq_rel);
    return before == 1;
}

static inline bool word_step(_Atomic uint32_t *word, uint32_t *from, uint32_t to)
{
    if (!rt_alone())
        return atomic_compare_exchange_strong(word, from, to);
    atomic_store_explicit(word, to, memory_order_relaxed); /* it is *from: who else could have changed it? */
    return true;
}

/* LESSON: nine-types. What every kind begins with; ctx_custom_t has the same first fields. */
struct ctx {
    ctx_t *parent; /* kept; NULL for roots. Never changes */
    uint32_t id;   /* in the trace; 0 when not traced */
    uint32_t err;  /* why it ended; written before done closes, counts after. stop: its number (custom.c) */
    _Atomic uint32_t refs; /* owners and keepers; roots do not count */
    uint8_t kind;          /* enum ctx_node_kind; never changes */
    uint8_t flags;
    _Atomic uint16_t holders; /* handles not yet released */
};

/* LESSON: five-slots. A context that can be cancelled: beside its parent a lock and a done (in one), the children, err (in
 * the base), a cause. What a child that comes and goes touches in its parent, from base.refs to extra, is 40 bytes in a row:
 * so two parents side by side share no cache line that way, however the allocator placed them (checked below). */
typedef struct cancel_node {
    ctx_t base;
    struct chan done; /* its word: not asked → open (first asked) → closed (first cancel). done.lock is the node's lock */
    /* guarded by done.lock: */
    struct cancel_node *children;
    struct rt_extra *_Atomic extra; /* what few need: a descriptor, lanes. The runtime's; made once */
    const ctx_error_t *cause; /* kept; written once, before done closes */
    struct cancel_node *owner; /* the node whose children set it enters; NULL: none. Never changes once linked */
    /* guarded by owner->done.lock: */
    struct cancel_node *next, *prev; /* siblings, in creation order, circular; next == NULL: not in a set */
} cancel_node_t;
_Static_assert(offsetof(cancel_node_t, extra) + sizeof(void *) - offsetof(ctx_t, refs) <= 40, "chunks of 96 bytes, lines of 64");

typedef struct timer_node {
    cancel_node_t node;
    ctx_ns_t deadline;               /* never changes */
    const ctx_error_t *timer_cause;  /* kept */
    rt_timer_t timer;
} timer_node_t;

typedef struct after_node {
    cancel_node_t node;
    ctx_func_t *fn;
    void *arg;
    const ctx_site_t *site;
} after_node_t;

typedef struct value_node {
    ctx_t base;
    ctx_key_t key;
    void *value;
} value_node_t;

typedef struct owned_value_node {
    value_node_t node;
    void (*free_value)(void *);
} owned_value_node_t;

/* Stands between a child and a custom parent whose after_func tells it. */
typedef struct stop_node {
    ctx_t base;
    ctx_custom_t *custom; /* borrowed from base.parent */
    void *registration;
} stop_node_t;

/* A task that waits for either's end, and brings the parent's to the node: custom.c. */
typedef struct forward {
    ctx_t *parent;       /* kept */
    cancel_node_t *node; /* kept */
} forward_t;

struct ctx_stop {
    after_node_t *node; /* kept; NULL: registered nowhere and never will be */
    const ctx_site_t *made;
    bool background, stopped;
};

static inline bool node_cancelable(const ctx_t *ctx)
{
    return ctx->kind == CTX_NODE_CANCEL || ctx->kind == CTX_NODE_TIMER || ctx->kind == CTX_NODE_AFTER_FUNC;
}
static inline unsigned node_lane(const ctx_t *ctx) { return ctx->flags >> NODE_LANE_SHIFT; }
static inline cancel_node_t *node_cancel(ctx_t *ctx) { return (cancel_node_t *)(void *)ctx; }
static inline timer_node_t *node_timer(ctx_t *ctx) { return (timer_node_t *)(void *)ctx; }
static inline ctx_custom_t *node_custom(ctx_t *ctx) { return (ctx_custom_t *)(void *)ctx; }
/* What a custom context answers with: about to be called. It may ask itself without an end; a runtime may notice (rt.h). */
#ifndef rt_check_stack
#define rt_check_stack() ((void)0)
#endif
static inline const ctx_ops_t *node_ops(ctx_t *ctx)
{
    rt_check_stack();
    return node_custom(ctx)->ops_;
}
static inline const value_node_t *node_value(const ctx_t *ctx) { return (const value_node_t *)(const void *)ctx; }

/* How a context ends: what a cancel is given and a cascade carries down. */
typedef struct ending {
    int why; /* CTX_WHY_* */
    ctx_err_t err;
    const ctx_error_t *cause; /* NULL: err's own error, filled in by the cancel */
    const ctx_site_t *site;   /* whose call it is; NULL: nobody's */
    uint32_t handle;          /* in the trace; 0: none was used */
} ending_t;

/* References without an event: for the engine's own use. */
static inline bool node_root(const ctx_t *ctx) { return ctx->kind <= CTX_NODE_TODO; }
static inline void ctx_ref_(ctx_t *ctx)
{
    if (!node_root(ctx))
        count_up(&ctx->refs);
}
void ctx_unref_(ctx_t *ctx);
/* The node that decides whether ctx is done: itself, or the nearest above. NULL: a root, or behind a custom one. */
cancel_node_t *ctx_deciding_beyond_(ctx_t *ctx);
static inline cancel_node_t *ctx_deciding_(ctx_t *ctx)
{
    return node_cancelable(ctx) ? node_cancel(ctx) : ctx_deciding_beyond_(ctx);
}
/* ctx_err without a step and an event */
ctx_err_t ctx_err_beyond_(ctx_t *ctx);
static inline ctx_err_t node_err(const cancel_node_t *node)
{
    uint32_t closed = atomic_load_explicit(&node->done.word, memory_order_acquire) / DONE_CLOSED % 2;
    uint32_t err = __atomic_load_n(&node->base.err, __ATOMIC_RELAXED);
    return (ctx_err_t)(err & (0 - closed)); /* what was not closed yet counts as CTX_OK; no branch, for both are usual */
}
static inline ctx_err_t ctx_err_quiet_(ctx_t *ctx)
{
    return node_cancelable(ctx) ? node_err(node_cancel(ctx)) : ctx_err_beyond_(ctx);
}
/* The context that owns this done channel; NULL for an ordinary channel and for the shared closed one. */
static inline ctx_t *ctx_of_done_(struct chan *done)
{
    if (done == &ctx_shared_closed_ || (atomic_load_explicit(&done->word, memory_order_relaxed) & CHAN_ORDINARY))
        return NULL;
    return (ctx_t *)(void *)((char *)done - offsetof(cancel_node_t, done));
}
/* The deadline has come. Two halves for a runtime whose timers fire in a thread of their own: `due` keeps the node and is
 * called while a disarm cannot succeed any more, `expire` follows at leisure. `fired` is both. */
void ctx_timer_due_(rt_timer_t *timer);
void ctx_timer_expire_(rt_timer_t *timer);
void ctx_timer_fired_(rt_timer_t *timer);
chan_t *ctx_done_quiet_(ctx_t *ctx);
const ctx_error_t *ctx_cause_of_(ctx_t *ctx, ctx_err_t err); /* what ctx, ended with err, gives as the reason */
const char *ctx_key_text_(ctx_key_t key);                    /* for events */
/* err or cause was read; returns err */
ctx_err_t ctx_event_looked_(int detail, const ctx_t *ctx, ctx_err_t err, const ctx_site_t *site);
#ifndef rt_may_trace /* false spares the call on the hot path */
#define rt_may_trace() true
#define rt_may_book() true
#endif
extern const char *const ctx_kind_names_[]; /* by kind, as the ledger prints them */
static inline void ctx_book_(ctx_t *ctx, const ctx_site_t *site)
{
    if (rt_may_book())
        rt_ledger_add(CTX_LEDGER_NODE, ctx, ctx_kind_names_[ctx->kind], site);
}
/* Its first owner holds a reference; that to parent is the caller's to take. */
HOT void ctx_init_base_(ctx_t *base, int kind, ctx_t *parent)
{
    base->parent = parent;
    base->id = RT_NEW_ID(NODE);
    base->err = CTX_OK;
    atomic_store_explicit(&base->refs, 1, memory_order_relaxed);
    base->kind = (uint8_t)kind;
    base->flags = 0;
    atomic_store_explicit(&base->holders, 0, memory_order_relaxed);
}
HOT void ctx_init_cancel_(cancel_node_t *node, int kind, ctx_t *parent)
{
    ctx_init_base_(&node->base, kind, parent);
    atomic_store_explicit(&node->done.word, 0, memory_order_relaxed);
    rt_lock_init(&node->done.lock);
    node->done.waiters = NULL;
    node->owner = node->next = node->prev = node->children = NULL;
    node->cause = NULL;
    atomic_store_explicit(&node->extra, NULL, memory_order_relaxed);
}
static inline void ctx_check_parent_(const ctx_site_t *site, const ctx_t *parent)
{
    if (parent == NULL)
        ctx_panic_at(site, "cannot create context from nil parent");
    rt_check_use(parent, site, "context");
}
HOT void ctx_announce_(ctx_t *ctx, ctx_ns_t deadline, bool length, const ctx_key_t *key, const ctx_site_t *site)
{
    ctx_book_(ctx, site);
    RT_EVENT(.kind = CTX_EV_NODE_NEW, .flags = length, .node = ctx->id, .detail = ctx->kind, .other = ctx->parent->id,
             .aux = key != NULL ? rt_text(ctx_key_text_(*key)) : 0, .value = deadline, .site = RT_SITE(site));
}
void ctx_link_parent_(cancel_node_t *node, ctx_t *parent, chan_t *done, const ctx_site_t *site);
void ctx_end_node_(cancel_node_t *node, ending_t *end); /* cancels, does not leave the owner's set */
bool ctx_end_and_leave_(cancel_node_t *node, ending_t *end); /* true: this call ended it */

/* after_func.c. Starts its function, when anybody but a stop has ended the node and its lock is given up: the registration's
 * reference goes over to the task. */
void ctx_start_after_(cancel_node_t *node);

/* custom.c: a parent that is not ours */
void ctx_link_custom_(cancel_node_t *node, ctx_t *parent, const ctx_site_t *site);
void ctx_leave_custom_(cancel_node_t *node);
void ctx_told_by_custom_(void *number);
void ctx_free_stop_(ctx_t *stop);

/* For events. An error that nobody counts is there for ever, and so is its text. */
#ifndef rt_static_text
#define rt_static_text(text) rt_text(text)
#endif
static inline uint32_t ctx_error_text_(const ctx_error_t *error)
{
    return error->keep == NULL ? rt_static_text(error->text) : rt_text(error->text);
}

/* NULL is ignored */
static inline const ctx_error_t *ctx_error_keep_(const ctx_error_t *error)
{
    if (error != NULL && error->keep != NULL)
        error->keep(error);
    return error;
}
static inline void ctx_error_drop_(const ctx_error_t *error)
{
    if (error != NULL && error->drop != NULL)
        error->drop(error);
}

#endif

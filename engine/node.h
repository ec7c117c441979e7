/* node.h — what a context is in memory. Private to the engine: ctx.c, its neighbours and the two runtimes.
 *
 * Sizes on x86-64, beside Go 1.27's: cancel 88 (80), timer 136 (112), value 48 (48), after-func 112 (104), stop 40 (24),
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
    NODE_HAS_FD = 1,     /* a descriptor was made for it (done_fd.c) */
    NODE_OWNER_KEPT = 2, /* owner was found through a custom context: the reference is ours */
    NODE_TIMER_REF = 4,  /* the armed timer holds a reference; guarded by done.lock */
    NODE_RUN = 8,        /* after-func: fn was started or stopped; guarded by done.lock */
};

/* What every kind begins with; ctx_custom_t has the same first fields. */
struct ctx {
    _Atomic uint32_t refs; /* owners and keepers; roots do not count */
    uint8_t kind;          /* enum ctx_node_kind; never changes */
    uint8_t flags;
    _Atomic uint16_t holders; /* handles not yet released */
    ctx_t *parent;            /* kept; NULL for roots. Never changes */
    uint32_t id;              /* in the trace; 0 when not traced */
    uint32_t err;             /* why it ended; written before done closes, read after */
};

/* A context that can be cancelled. */
typedef struct cancel_node {
    ctx_t base;
    struct chan done; /* its word: not asked → open (first asked) → closed (first cancel). done.lock is the node's lock */
    struct cancel_node *owner; /* the node whose children set it enters; NULL: none. Never changes once linked */
    /* guarded by owner->done.lock: */
    struct cancel_node *next, *prev; /* siblings, in creation order, circular; next == NULL: not in a set */
    /* guarded by done.lock: */
    struct cancel_node *children;
    const ctx_error_t *cause; /* kept; written once, before done closes */
    uint32_t made;            /* call site in the trace */
    int fd;
} cancel_node_t;

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

struct ctx_stop {
    after_node_t *node; /* kept; NULL: registered nowhere and never will be */
    const ctx_site_t *made;
    bool background, stopped;
};

static inline bool node_cancelable(const ctx_t *ctx)
{
    return ctx->kind == CTX_NODE_CANCEL || ctx->kind == CTX_NODE_TIMER || ctx->kind == CTX_NODE_AFTER_FUNC;
}
static inline cancel_node_t *node_cancel(ctx_t *ctx) { return (cancel_node_t *)(void *)ctx; }
static inline timer_node_t *node_timer(ctx_t *ctx) { return (timer_node_t *)(void *)ctx; }
static inline ctx_custom_t *node_custom(ctx_t *ctx) { return (ctx_custom_t *)(void *)ctx; }
static inline const value_node_t *node_value(const ctx_t *ctx) { return (const value_node_t *)(const void *)ctx; }

/* References without an event: for the engine's own use. */
void ctx_ref_(ctx_t *ctx);
void ctx_unref_(ctx_t *ctx);
/* The node that decides whether ctx is done: itself, or the nearest above. NULL: a root, or behind a custom one. */
cancel_node_t *ctx_deciding_(ctx_t *ctx);
ctx_err_t ctx_err_quiet_(ctx_t *ctx); /* ctx_err without a step and an event */
/* The context that owns this done channel; NULL for an ordinary channel and for the shared closed one. */
ctx_t *ctx_of_done_(struct chan *done);
void ctx_timer_fired_(rt_timer_t *timer); /* called by the runtime, holding the timer's reference */

#endif

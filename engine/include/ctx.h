/* ctx.h — contexts: cancellation, deadlines and request values for C.
 *
 * The semantics are those of Go's `context` package, behaviour by behaviour; docs/c-api.md lists where C differs.
 *
 * Rules of use
 *   - A context is the first parameter, named `ctx`. It is passed, never stored in a long-lived struct.
 *   - Never pass NULL. At the root use ctx_background(); where you do not know yet, ctx_todo().
 *   - Who derives a context owns its cancel handle, and releases it on every way out. `ctx_auto` does that.
 *   - Values are for data that crosses an interface with a request, not for optional parameters.
 *
 * Ownership, in three words used throughout
 *   owned     you hold it and give it back exactly once, with the function named in the declaration
 *   borrowed  you may use it while the thing it comes from is held; you do not give it back
 *   kept      the callee holds a reference of its own for as long as it needs one
 *
 * C++: the headers may be included as they are (C++11 or later, g++ or clang++).
 * Threads: every call may be made by any task at any time unless its declaration says otherwise.
 * Failure: constructors never return NULL. Out of memory ends the process with one line; breaking a rule of the
 * interface is a panic (see ctx_panic): one line with the function, the rule in Go's words, and file:line.
 */
#ifndef CTX_H
#define CTX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- time ------------------------------------------------------------------------------------------------ */

typedef int64_t ctx_ns_t; /* nanoseconds: a point on the engine's monotonic clock, or a length; sums saturate */

#define CTX_NS(n) ((ctx_ns_t)(n))
#define CTX_US(n) ((ctx_ns_t)(n) * 1000)
#define CTX_MS(n) ((ctx_ns_t)(n) * 1000000)
#define CTX_S(n) ((ctx_ns_t)(n) * 1000000000)
#define CTX_NO_DEADLINE INT64_MAX

ctx_ns_t ctx_now(void);                             /* the engine's clock; starts above 0, never goes back */
ctx_ns_t ctx_after(ctx_ns_t point, ctx_ns_t length); /* point + length, saturating */

/* ---- call sites ------------------------------------------------------------------------------------------ */

/* Every public call records where it was written. Private: filled by CTX_HERE, numbered by the tracer. */
typedef struct ctx_site {
    const char *file, *func;
    int line;
    uint32_t id;    /* 0 until the tracer has seen it; written atomically */
    uint64_t pad_;  /* 32 bytes each, so that a section of them is an array */
} ctx_site_t;

#ifndef __cplusplus
#define CTX_HERE                                                                                               \
    (__extension__({                                                                                           \
        static ctx_site_t ctx_site_ __attribute__((section("ctx_sites"), aligned(32))) = {                     \
            __FILE__, __func__, __LINE__, 0, 0};                                                               \
        &ctx_site_;                                                                                            \
    }))
#else /* g++ cannot put inline functions' and others' in one section; only the simulator reads them as an array */
#define CTX_HERE                                                                                               \
    (__extension__({                                                                                           \
        static ctx_site_t ctx_site_ = {__FILE__, __func__, __LINE__, 0, 0};                                    \
        &ctx_site_;                                                                                            \
    }))
#endif

/* What a constructor returns is given back with `fn`, and gcc's analyzer follows it there (clang's has no word for it). */
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 11
#define CTX_GIVE_BACK_(fn) __attribute__((malloc(fn, 2), warn_unused_result, returns_nonnull))
#else
#define CTX_GIVE_BACK_(fn) __attribute__((warn_unused_result, returns_nonnull))
#endif

/* ---- errors and causes ----------------------------------------------------------------------------------- */

typedef enum ctx_err {
    CTX_OK = 0,
    CTX_CANCELED = 1,          /* "context canceled" */
    CTX_DEADLINE_EXCEEDED = 2, /* "context deadline exceeded" */
    CTX_ERR_CUSTOM = 16        /* a custom context may answer values from here on; children copy them verbatim */
} ctx_err_t;

const char *ctx_err_text(ctx_err_t err); /* borrowed, for ever; "" for CTX_OK */

/* A reason. Compared by address. Static ones need only `text`; one that lives shorter sets keep and drop, which count its
 * holders: they are called with the engine's locks held and must not call it. */
typedef struct ctx_error {
    const char *text;
    ctx_err_t err;           /* what this error says as an err, CTX_OK where it has none */
    bool timeout, temporary; /* as net.Error's methods */
    void (*keep)(const struct ctx_error *);
    void (*drop)(const struct ctx_error *);
} ctx_error_t;

extern const ctx_error_t ctx_error_canceled;          /* {"context canceled", CTX_CANCELED} */
extern const ctx_error_t ctx_error_deadline_exceeded; /* {"context deadline exceeded", .timeout, .temporary} */
const ctx_error_t *ctx_error_of(ctx_err_t err);       /* the one object of an err; NULL for CTX_OK */

/* ---- the types ------------------------------------------------------------------------------------------- */

typedef struct ctx ctx_t;
typedef struct chan chan_t;           /* ctx_chan.h */
typedef struct ctx_stop ctx_stop_t;   /* a registered after-func */
typedef struct ctx_cancel ctx_cancel_t; /* the right to cancel one context */
typedef void ctx_func_t(void *arg);

/* ---- the four methods ------------------------------------------------------------------------------------ */

/* When ctx will end on its own, at the latest. False and *deadline untouched when it will not. */
bool ctx_deadline(ctx_t *ctx, ctx_ns_t *deadline);

/* The channel that is closed when ctx is cancelled; NULL when that can never happen (NULL blocks for ever in a
 * select). Made when first asked for; the same one for ever after. Borrowed: valid while ctx is. */
chan_t *ctx_done_at(const ctx_site_t *site, ctx_t *ctx);
chan_t *(ctx_done)(ctx_t *ctx); /* the same, without a call site */
#define ctx_done(ctx) ctx_done_at(CTX_HERE, (ctx))

/* CTX_OK while ctx lives, then why it ended. Not CTX_OK implies that done is closed. */
ctx_err_t ctx_err_at(const ctx_site_t *site, ctx_t *ctx);
#define ctx_err(ctx) ctx_err_at(CTX_HERE, (ctx))

/* The error that ended ctx or the ancestor that took it along; NULL while it lives. Borrowed: valid while ctx is. */
const ctx_error_t *ctx_cause_at(const ctx_site_t *site, ctx_t *ctx);
#define ctx_cause(ctx) ctx_cause_at(CTX_HERE, (ctx))

/* ---- values ---------------------------------------------------------------------------------------------- */

typedef struct ctx_key_type {
    const char *name;                                             /* as printed by ctx_name */
    bool comparable;                                              /* false: ctx_with_value panics */
    bool (*equal)(const void *, const void *);                    /* NULL: by address */
    int (*print)(const void *key, char *buf, size_t size);        /* NULL: the type's name only; like snprintf */
    int (*print_value)(const void *value, char *buf, size_t size); /* a value stored under it; NULL: `void *` */
} ctx_key_type_t;

typedef struct ctx_key {
    const ctx_key_type_t *type;
    const void *value;
} ctx_key_t;

/* A private key, equal only to itself: CTX_KEY(user_key) at file scope, then ctx_value(ctx, user_key). */
#define CTX_KEY(name)                                                              \
    static const ctx_key_type_t name##_type_ = {#name, true, NULL, NULL, NULL};      \
    static const ctx_key_t name __attribute__((unused)) = {&name##_type_, &name##_type_}

extern const ctx_key_type_t ctx_text_key_type;      /* compares characters */
extern const ctx_key_type_t ctx_slice_key_type;     /* not comparable: ctx_with_value panics */
ctx_key_t ctx_text_key(const char *text);           /* a key that everybody who knows the text shares; text borrowed */

/* The value stored under key by the nearest context upward, NULL when there is none. Borrowed. */
void *ctx_value_at(const ctx_site_t *site, ctx_t *ctx, ctx_key_t key);
#define ctx_value(ctx, key) ctx_value_at(CTX_HERE, (ctx), (key))

/* ---- ownership ------------------------------------------------------------------------------------------- */

ctx_t *ctx_keep_at(const ctx_site_t *site, ctx_t *ctx); /* one more owned reference to ctx; returns ctx */
void ctx_drop_at(const ctx_site_t *site, ctx_t *ctx);   /* gives one back; NULL is ignored */
#define ctx_keep(ctx) ctx_keep_at(CTX_HERE, (ctx))
#define ctx_drop(ctx) ctx_drop_at(CTX_HERE, (ctx))

/* ---- cancel handles -------------------------------------------------------------------------------------- */

/* Private but visible so that reading ctx out of a handle costs nothing. */
struct ctx_cancel {
    ctx_t *ctx_;
    const ctx_site_t *made_;
    uint32_t id_, pad_;
};

/* The context that the handle ends: borrowed from it. */
static inline ctx_t *ctx_of_cancel(const ctx_cancel_t *cancel) { return cancel->ctx_; }

/* Cancels handle's context with CTX_CANCELED. Only the first call on a context changes anything. When it returns,
 * everything linked below is cancelled. Does not give the handle back. */
void ctx_cancel_at(const ctx_site_t *site, ctx_cancel_t *cancel);
/* The same with a reason of your own; NULL means ctx_error_canceled. cause is kept. */
void ctx_cancel_cause_at(const ctx_site_t *site, ctx_cancel_t *cancel, const ctx_error_t *cause);
/* Gives an owned handle back, once: cancels if nobody has, unlinks from the parent. The context borrowed from it must
 * not be used afterwards unless it was kept. NULL is ignored. */
void ctx_release_at(const ctx_site_t *site, ctx_cancel_t *cancel);
/* A second holder of the same right: an owned handle, given back by its own ctx_release. Only the last release
 * cancels on its own account. */
ctx_cancel_t *ctx_cancel_dup_at(const ctx_site_t *site, ctx_cancel_t *cancel)
    __attribute__((warn_unused_result));
void ctx_auto_release_(ctx_cancel_t **cancel);
void ctx_kept_drop_(ctx_t **ctx);

#define ctx_cancel(cancel) ctx_cancel_at(CTX_HERE, (cancel))
#define ctx_cancel_cause(cancel, cause) ctx_cancel_cause_at(CTX_HERE, (cancel), (cause))
#define ctx_release(cancel) ctx_release_at(CTX_HERE, (cancel))
#define ctx_cancel_dup(cancel) ctx_cancel_dup_at(CTX_HERE, (cancel))

/* `ctx_auto ctx_cancel_t *cancel = NULL;` releases at the end of the block, on every way out (Go: defer cancel()).
 * `ctx_kept ctx_t *ctx = ctx_keep(parent);` drops there. */
#define ctx_auto __attribute__((cleanup(ctx_auto_release_)))
#define ctx_kept __attribute__((cleanup(ctx_kept_drop_)))

/* Hands a scoped or stored handle over and leaves NULL behind: `job->cancel = ctx_move(&cancel);` */
static inline ctx_cancel_t *ctx_move(ctx_cancel_t **cancel)
{
    ctx_cancel_t *moved = *cancel;
    *cancel = NULL;
    return moved;
}

/* ---- roots ----------------------------------------------------------------------------------------------- */

ctx_t *ctx_background(void); /* never cancelled, no values, no deadline. Borrowed, for ever. */
ctx_t *ctx_todo(void);       /* the same, for code that does not know yet which context it should use */

/* ---- deriving -------------------------------------------------------------------------------------------- */

/* The handle is owned (ctx_release), the context borrowed from it, parent kept.
 *
 *     ctx_auto ctx_cancel_t *cancel = NULL;
 *     ctx_t *ctx = ctx_with_timeout(parent, CTX_MS(50), &cancel);
 *
 * Panics: "cannot create context from nil parent". */
#define CTX_OWNED_HANDLE_ CTX_GIVE_BACK_(ctx_release_at)

ctx_cancel_t *ctx_derive_cancel_(const ctx_site_t *site, ctx_t *parent) CTX_OWNED_HANDLE_;
ctx_cancel_t *ctx_derive_deadline_(const ctx_site_t *site, ctx_t *parent, ctx_ns_t deadline, const ctx_error_t *cause)
    CTX_OWNED_HANDLE_;
ctx_cancel_t *ctx_derive_timeout_(const ctx_site_t *site, ctx_t *parent, ctx_ns_t timeout, const ctx_error_t *cause)
    CTX_OWNED_HANDLE_;

static inline __attribute__((nonnull(3))) ctx_t *ctx_with_cancel_at(const ctx_site_t *site, ctx_t *parent,
                                                                   ctx_cancel_t **cancel)
{
    *cancel = ctx_derive_cancel_(site, parent);
    return (*cancel)->ctx_;
}

/* deadline: a point on the engine's clock. A parent that ends strictly sooner makes this a plain ctx_with_cancel; a
 * point that has passed makes a context that is born cancelled. */
static inline __attribute__((nonnull(5))) ctx_t *ctx_with_deadline_cause_at(const ctx_site_t *site, ctx_t *parent,
                                                                           ctx_ns_t deadline,
                                                                           const ctx_error_t *cause,
                                                                           ctx_cancel_t **cancel)
{
    *cancel = ctx_derive_deadline_(site, parent, deadline, cause);
    return (*cancel)->ctx_;
}

static inline __attribute__((nonnull(5))) ctx_t *ctx_with_timeout_cause_at(const ctx_site_t *site, ctx_t *parent,
                                                                          ctx_ns_t timeout, const ctx_error_t *cause,
                                                                          ctx_cancel_t **cancel)
{
    *cancel = ctx_derive_timeout_(site, parent, timeout, cause);
    return (*cancel)->ctx_;
}

#define ctx_with_cancel(parent, cancel) ctx_with_cancel_at(CTX_HERE, (parent), (cancel))
/* Go's WithCancelCause: here every handle can give a cause (ctx_cancel_cause). */
#define ctx_with_cancel_cause(parent, cancel) ctx_with_cancel_at(CTX_HERE, (parent), (cancel))
#define ctx_with_deadline(parent, deadline_ns, cancel)                                                         \
    ctx_with_deadline_cause_at(CTX_HERE, (parent), (deadline_ns), NULL, (cancel))
#define ctx_with_timeout(parent, timeout_ns, cancel)                                                           \
    ctx_with_timeout_cause_at(CTX_HERE, (parent), (timeout_ns), NULL, (cancel))
/* cause: what ctx_cause says when the deadline (not the handle) ends it; kept; NULL means deadline exceeded. */
#define ctx_with_deadline_cause(parent, deadline_ns, cause, cancel)                                            \
    ctx_with_deadline_cause_at(CTX_HERE, (parent), (deadline_ns), (cause), (cancel))
#define ctx_with_timeout_cause(parent, timeout_ns, cause, cancel)                                              \
    ctx_with_timeout_cause_at(CTX_HERE, (parent), (timeout_ns), (cause), (cancel))

/* A context that also answers key with value. Owned (ctx_drop); parent kept; value borrowed for its whole life.
 * Panics: "cannot create context from nil parent", "nil key", "key is not comparable". */
ctx_t *ctx_with_value_at(const ctx_site_t *site, ctx_t *parent, ctx_key_t key, void *value)
    CTX_GIVE_BACK_(ctx_drop_at);
/* The same; free_value(value) is called once, when the context is freed. */
ctx_t *ctx_with_value_owned_at(const ctx_site_t *site, ctx_t *parent, ctx_key_t key, void *value,
                               void (*free_value)(void *))
    CTX_GIVE_BACK_(ctx_drop_at);
#define ctx_with_value(parent, key, value) ctx_with_value_at(CTX_HERE, (parent), (key), (value))
#define ctx_with_value_owned(parent, key, value, free_value)                                                   \
    ctx_with_value_owned_at(CTX_HERE, (parent), (key), (value), (free_value))

/* parent's values without its cancellation and deadline. Owned (ctx_drop); parent kept. */
ctx_t *ctx_without_cancel_at(const ctx_site_t *site, ctx_t *parent)
    CTX_GIVE_BACK_(ctx_drop_at);
#define ctx_without_cancel(parent) ctx_without_cancel_at(CTX_HERE, (parent))

/* ---- after_func ------------------------------------------------------------------------------------------ */

/* Runs fn(arg) in a task of its own once ctx is done (at once when it is). The handle is owned (ctx_stop_drop);
 * dropping it leaves the registration in place. ctx kept until fn was started or stopped.
 * Panics: "go of nil func value". */
ctx_stop_t *ctx_after_func_at(const ctx_site_t *site, ctx_t *ctx, ctx_func_t *fn, void *arg)
    __attribute__((warn_unused_result, returns_nonnull));
/* True when this call prevented fn; false when fn was started or an earlier stop prevented it. Never waits for fn. */
bool ctx_stop_at(const ctx_site_t *site, ctx_stop_t *stop);
void ctx_stop_drop_at(const ctx_site_t *site, ctx_stop_t *stop);
void ctx_auto_stop_(ctx_stop_t **stop);
#define ctx_after_func(ctx, fn, arg) ctx_after_func_at(CTX_HERE, (ctx), (fn), (arg))
#define ctx_stop(stop) ctx_stop_at(CTX_HERE, (stop))
#define ctx_stop_drop(stop) ctx_stop_drop_at(CTX_HERE, (stop))
/* `ctx_auto_stop ctx_stop_t *stop = ctx_after_func(…);` stops and drops at the end of the block */
#define ctx_auto_stop __attribute__((cleanup(ctx_auto_stop_), unused)) /* clang calls a scope that only ends something unused */

/* ---- names ----------------------------------------------------------------------------------------------- */

/* The path from the root in Go's words, e.g. `context.Background.WithCancel.WithValue(user, ann)`. Writes at most
 * size bytes with the closing NUL; returns the length the whole name has, like snprintf. */
size_t ctx_name(ctx_t *ctx, char *buf, size_t size);

/* ---- panics ---------------------------------------------------------------------------------------------- */

/* Unwinds the calling task: scoped handles are released on the way. task_try (ctx_task.h) recovers it; uncaught, it
 * ends the process with "panic: RULE [function] at FILE:LINE". rule: borrowed, for ever. */
void ctx_panic_at(const ctx_site_t *site, const char *rule) __attribute__((noreturn));
#define ctx_panic(rule) ctx_panic_at(CTX_HERE, (rule))

/* ---- custom contexts ------------------------------------------------------------------------------------- */

typedef struct ctx_custom ctx_custom_t;

/* Each function gets the custom context itself. NULL members delegate to `inner` where the context has one, else
 * answer as a root does. */
typedef struct ctx_ops {
    const char *type_name; /* printed by ctx_name where `name` is NULL */
    bool (*deadline)(ctx_custom_t *self, ctx_ns_t *deadline);
    chan_t *(*done)(ctx_custom_t *self);
    ctx_err_t (*err)(ctx_custom_t *self);
    void *(*value)(ctx_custom_t *self, ctx_key_t key);
    size_t (*name)(ctx_custom_t *self, char *buf, size_t size);
    /* Optional, both or neither. after_func registers fn(arg) to run in a task of its own once done; it is called with a
     * lock of the child held, so it must never call back at once. It returns a registration of its own making; stop
     * tells whether this call prevented fn. stop is called once for each registration, and may free it. */
    void *(*after_func)(ctx_custom_t *self, ctx_func_t *fn, void *arg);
    bool (*stop)(ctx_custom_t *self, void *registration);
    void (*destroy)(ctx_custom_t *self); /* frees the struct that embeds self */
} ctx_ops_t;

/* Embed as the first member; the fields are private. */
struct ctx_custom {
    ctx_t *inner_;
    uint32_t id_, err_, refs_;
    uint8_t kind_, flags_;
    uint16_t holders_;
    const ctx_ops_t *ops_;
};

/* Makes self a context. inner: the context it wraps, kept, or NULL. Owned (ctx_drop, which calls ops->destroy at the
 * last reference).
 * A custom parent is linked directly only if it answers the engine's private key (delegate unknown keys to do so) and
 * its done is the very channel of the context that key finds; else its after_func is used; else a helper task
 * forwards, later. */
ctx_t *ctx_custom_init_at(const ctx_site_t *site, ctx_custom_t *self, const ctx_ops_t *ops, ctx_t *inner);
#define ctx_custom_init(self, ops, inner) ctx_custom_init_at(CTX_HERE, (self), (ops), (inner))
static inline ctx_t *ctx_of_custom(ctx_custom_t *self) { return (ctx_t *)(void *)self; }
/* What it wraps, or NULL: to pass on what one does not answer oneself. Borrowed: valid while self is. */
static inline ctx_t *ctx_custom_inner(const ctx_custom_t *self) { return self->inner_; }

/* ---- descriptors ----------------------------------------------------------------------------------------- */

/* A descriptor that polls readable once ctx is done; −1 when ctx can never be. Borrowed: closed with ctx. One is made
 * per context, at the first call. Threads only. */
int ctx_done_fd(ctx_t *ctx);

/* ---- the ledger ------------------------------------------------------------------------------------------ */

typedef enum ctx_ledger_kind {
    CTX_LEDGER_NODE, CTX_LEDGER_HANDLE, CTX_LEDGER_DONE, CTX_LEDGER_TIMER, CTX_LEDGER_FORWARDER, CTX_LEDGER_TASK,
    CTX_LEDGER_CHAN, CTX_LEDGER_STOP, CTX_LEDGER_KINDS
} ctx_ledger_kind_t;

typedef struct ctx_ledger_row {
    ctx_ledger_kind_t kind;
    const char *what;       /* "cancel context", "timer", … */
    const ctx_site_t *made; /* who made it; NULL for the engine itself */
    ctx_ns_t since;
} ctx_ledger_row_t;

void ctx_ledger_on(void); /* from now on keep the book; before the first context. $CTX_LEDGER=1 does the same */
/* Calls each(row, arg) for everything alive, oldest first; each may be NULL. Returns how many there are. */
size_t ctx_ledger(void (*each)(const ctx_ledger_row_t *row, void *arg), void *arg);

#ifdef __cplusplus
}
#endif
#endif

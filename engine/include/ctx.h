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
 * How to read a declaration. The comment above it, or above its group, says what it does and why one wants it, then
 *   Owns:     whose each pointer is, in the words above
 *   Units:    where there are times, sizes or counts
 *   Fails:    how it can fail, and what holds then; a panic is named by its rule, in Go's words where Go has them
 *   Threads:  who may call it, and when
 * and ends with a few lines that use it. (The tests see to it that nothing is left out, and compile the lines.) What is called
 * name_at takes a first argument more, `site`: the place of the call, which the macro of the same name fills in.
 *
 * What holds for all. Constructors never return NULL; out of memory ends the process with one line. NULL where a thing is
 * needed is a panic: "runtime error: invalid memory address or nil pointer dereference". A panic is one line with the
 * function, the rule, and file:line (ctx_panic). "Threads: any" is: any task, any thread, at any time.
 *
 * The calls are macros that take their arguments as a function would: a compound literal needs no parentheses around it,
 * chan_send(ch, &(job_t){1, 2}). (But for the numbers of CTX_MS and its like, which stay constants, the channel's type in chan_make,
 * and what stands before the function in task_go and ctx_group_go, whose name is the task's.)
 *
 * C++: the headers may be included as they are (C++11 or later, g++ or clang++).
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

/* Nanoseconds: a point on the engine's monotonic clock, or a length. The macros make lengths: CTX_MS(50). */
typedef int64_t ctx_ns_t;
#define CTX_NS(n) ((ctx_ns_t)(n))
#define CTX_US(n) ((ctx_ns_t)(n) * 1000)
#define CTX_MS(n) ((ctx_ns_t)(n) * 1000000)
#define CTX_S(n) ((ctx_ns_t)(n) * 1000000000)
#define CTX_NO_DEADLINE INT64_MAX

/* The engine's clock, which starts above 0 and never goes back; and point + length, which stops at the ends of the scale
 * instead of wrapping round. In the simulator the clock is the run's own: it moves when nobody else can.
 * Owns: no pointers. Units: points and lengths in ns. Fails: never. Threads: any.
 *
 *     ctx_ns_t until = ctx_after(ctx_now(), CTX_S(2));
 *     while (ctx_now() < until && poll_once(ctx) != CTX_OK)
 *         continue;
 */
ctx_ns_t ctx_now(void);
ctx_ns_t ctx_after(ctx_ns_t point, ctx_ns_t length);

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

/* How a context stands: alive, or why it ended. */
typedef enum ctx_err {
    CTX_OK = 0,
    CTX_CANCELED = 1,          /* "context canceled" */
    CTX_DEADLINE_EXCEEDED = 2, /* "context deadline exceeded" */
    CTX_ERR_CUSTOM = 16        /* a custom context may answer values from here on; children copy them verbatim */
} ctx_err_t;

/* An err in Go's words, for people: "" for CTX_OK.
 * Owns: the text is borrowed, for ever. Fails: never; a custom context's own err is "custom context error". Threads: any.
 *
 *     if (ctx_err(ctx) != CTX_OK)
 *         printf("gave up: %s\n", ctx_err_text(ctx_err(ctx)));
 */
const char *ctx_err_text(ctx_err_t err);

/* A reason to end something. Compared by address. Static ones need only `text`; one that lives shorter sets keep and drop,
 * which count its holders: they are called with the engine's locks held and must not call it. */
typedef struct ctx_error {
    const char *text;
    ctx_err_t err;           /* what this error says as an err, CTX_OK where it has none */
    bool timeout, temporary; /* as net.Error's methods */
    void (*keep)(const struct ctx_error *);
    void (*drop)(const struct ctx_error *);
} ctx_error_t;

/* The reason that stands for an err where nobody gave another: one object each, to be compared with.
 * Owns: borrowed, for ever. Fails: NULL for CTX_OK. Threads: any.
 *
 *     if (ctx_cause(ctx) == &ctx_error_deadline_exceeded)
 *         return try_again(ctx);
 *     return ctx_error_of(ctx_err(ctx)) == NULL;
 */
extern const ctx_error_t ctx_error_canceled;          /* {"context canceled", CTX_CANCELED} */
extern const ctx_error_t ctx_error_deadline_exceeded; /* {"context deadline exceeded", .timeout, .temporary} */
const ctx_error_t *ctx_error_of(ctx_err_t err);

/* ---- the types ------------------------------------------------------------------------------------------- */

/* All opaque: made and given back by the calls below. */
typedef struct ctx ctx_t;               /* a context */
typedef struct chan chan_t;           /* ctx_chan.h */
typedef struct ctx_stop ctx_stop_t;   /* a registered after-func */
typedef struct ctx_cancel ctx_cancel_t; /* the right to cancel one context */
typedef void ctx_func_t(void *arg);     /* what ctx_after_func and task_try call */

/* ---- the four methods ------------------------------------------------------------------------------------ */

/* When ctx will end on its own, at the latest: of the deadlines on the way to the root, the one that counts. To decide
 * whether work is worth beginning.
 * Owns: ctx borrowed. Units: *deadline is a point. Fails: false, and *deadline untouched, when it has none. Threads: any.
 *
 *     ctx_ns_t until;
 *     if (ctx_deadline(ctx, &until) && until < ctx_after(ctx_now(), CTX_MS(20)))
 *         return CTX_DEADLINE_EXCEEDED;
 */
bool ctx_deadline(ctx_t *ctx, ctx_ns_t *deadline);

/* The channel that is closed when ctx ends; NULL when that can never happen (NULL blocks for ever in a select). Made when
 * first asked for, the same one for ever after. In a select, CHAN_DONE(ctx) says it shorter.
 * Owns: borrowed, valid while ctx is; never to be closed or sent on by hand. Fails: never. Threads: any.
 *
 *     while (chan_select(CHAN_RECV(ctx_done(ctx), NULL), CHAN_RECV(jobs, &job)) == 1)
 *         work(&job);
 *     return ctx_err(ctx);
 */
chan_t *ctx_done_at(const ctx_site_t *site, ctx_t *ctx);
chan_t *(ctx_done)(ctx_t *ctx); /* the same, without a call site */
#define ctx_done(/* ctx */...) ctx_done_at(CTX_HERE, __VA_ARGS__)

/* CTX_OK while ctx lives, then why it ended; it never changes again. Anything but CTX_OK means that done is closed. Takes
 * no lock: cheap enough for every turn of a loop.
 * Owns: ctx borrowed. Fails: never. Threads: any.
 *
 *     for (int i = 0; i < n && ctx_err(ctx) == CTX_OK; i++)
 *         work(&jobs_left[i]);
 *     return ctx_err(ctx);
 */
ctx_err_t ctx_err_at(const ctx_site_t *site, ctx_t *ctx);
#define ctx_err(/* ctx */...) ctx_err_at(CTX_HERE, __VA_ARGS__)

/* The reason with which ctx ended, or the ancestor that took it along: the one somebody gave, else the err's own. NULL while
 * it lives. Waits while a cancel of ctx is still under way.
 * Owns: borrowed, valid while ctx is. Fails: never. Threads: any.
 *
 *     if (ctx_err(ctx) != CTX_OK)
 *         printf("stopped: %s\n", ctx_cause(ctx)->text);
 */
const ctx_error_t *ctx_cause_at(const ctx_site_t *site, ctx_t *ctx);
#define ctx_cause(/* ctx */...) ctx_cause_at(CTX_HERE, __VA_ARGS__)

/* ---- values ---------------------------------------------------------------------------------------------- */

/* What a kind of key is called, and how two of them are compared and printed. */
typedef struct ctx_key_type {
    const char *name;                                             /* as printed by ctx_name */
    bool comparable;                                              /* false: ctx_with_value panics */
    bool (*equal)(const void *, const void *);                    /* NULL: by address */
    int (*print)(const void *key, char *buf, size_t size);        /* NULL: the type's name only; like snprintf */
    int (*print_value)(const void *value, char *buf, size_t size); /* a value stored under it; NULL: `void *` */
} ctx_key_type_t;

/* A key: equal to another when the types are the same object and the values are equal by it. */
typedef struct ctx_key {
    const ctx_key_type_t *type;
    const void *value;
} ctx_key_t;

/* A private key, equal only to itself, made at file scope: so nobody else can take its place by chance.
 * Owns: static. Fails: never. Threads: any.
 *
 *     CTX_KEY(user_key);
 *     static const char *user_of(ctx_t *ctx) { return ctx_value(ctx, user_key); }
 *     static ctx_t *with_user(ctx_t *ctx, char *user) { return ctx_with_value(ctx, user_key, user); }
 */
#define CTX_KEY(name)                                                              \
    static const ctx_key_type_t name##_type_ = {#name, true, NULL, NULL, NULL};      \
    static const ctx_key_t name __attribute__((unused)) = {&name##_type_, &name##_type_}

/* A key that everybody who knows the text shares. Good for a test; between libraries two may mean different things by
 * "user": there a private key is the right one. ctx_slice_key_type is Go's famous misuse: ctx_with_value refuses it.
 * Owns: text borrowed for as long as the key, and every context made with it, is in use. Fails: never. Threads: any.
 *
 *     ctx_kept ctx_t *child = ctx_with_value(ctx, ctx_text_key("trace"), id);
 *     return ctx_value(child, ctx_text_key("trace")) == id;
 */
extern const ctx_key_type_t ctx_text_key_type;  /* compares characters */
extern const ctx_key_type_t ctx_slice_key_type; /* not comparable */
ctx_key_t ctx_text_key(const char *text);

/* The value stored under key by the nearest context upward; one hop for each context passed. Values outlive the end of ctx.
 * Owns: borrowed, valid while the context that stores it is. Fails: NULL when nobody stores one. Threads: any.
 *
 *     const char *user = ctx_value(ctx, user_key);
 *     if (user == NULL)
 *         return CTX_CANCELED;
 */
void *ctx_value_at(const ctx_site_t *site, ctx_t *ctx, ctx_key_t key);
#define ctx_value(/* ctx, key */...) ctx_value_at(CTX_HERE, __VA_ARGS__)

/* ---- ownership ------------------------------------------------------------------------------------------- */

/* One more reference to ctx, which keep returns; drop gives one back. Who holds one may use ctx after the handle that it
 * came from is gone (it has ended then).
 * Owns: keep's result is owned (ctx_drop); drop takes it. Fails: never; drop ignores NULL. Threads: any, holding a reference
 * or what ctx is borrowed from.
 *
 *     job.ctx = ctx_keep(ctx);
 *     work(&job);
 *     ctx_drop(job.ctx);
 */
ctx_t *ctx_keep_at(const ctx_site_t *site, ctx_t *ctx);
void ctx_drop_at(const ctx_site_t *site, ctx_t *ctx);
#define ctx_keep(/* ctx */...) ctx_keep_at(CTX_HERE, __VA_ARGS__)
#define ctx_drop(/* ctx */...) ctx_drop_at(CTX_HERE, __VA_ARGS__)

/* ---- cancel handles -------------------------------------------------------------------------------------- */

/* Private but visible so that reading ctx out of a handle costs nothing. */
struct ctx_cancel {
    ctx_t *ctx_;
    const ctx_site_t *made_;
    uint32_t id_, pad_;
};

/* The context that the handle ends.
 * Owns: borrowed from the handle, valid until its release. Fails: never. Threads: any.
 *
 *     session->cancel = ctx_move(&cancel);
 *     return ctx_err(ctx_of_cancel(session->cancel));
 */
static inline ctx_t *ctx_of_cancel(const ctx_cancel_t *cancel) { return cancel->ctx_; }

/* Ends handle's context with CTX_CANCELED, and everything linked below it before the call returns. Only the first call on a
 * context changes anything; a later one waits until that is over. Does not give the handle back. `_cause` also says why;
 * NULL means ctx_error_canceled.
 * Owns: cancel borrowed; cause kept until the contexts that say it are freed. Fails: never. Threads: any, as often as one
 * likes, until the release.
 *
 *     static const ctx_error_t too_many = {.text = "too many requests"};
 *     if (waiting > 100)
 *         ctx_cancel_cause(cancel, &too_many);
 *     else if (!wanted)
 *         ctx_cancel(cancel);
 */
void ctx_cancel_at(const ctx_site_t *site, ctx_cancel_t *cancel);
void ctx_cancel_cause_at(const ctx_site_t *site, ctx_cancel_t *cancel, const ctx_error_t *cause);
#define ctx_cancel(/* cancel */...) ctx_cancel_at(CTX_HERE, __VA_ARGS__)
#define ctx_cancel_cause(/* cancel, cause */...) ctx_cancel_cause_at(CTX_HERE, __VA_ARGS__)

/* Gives a handle back: cancels if nobody has, unlinks from the parent. With several holders (ctx_cancel_dup), only the last
 * release cancels on its own account.
 * Owns: takes cancel. The context borrowed from it must not be used afterwards unless it was kept. Fails: never; NULL is
 * ignored. Threads: any, once a handle.
 *
 *     ctx_t *ctx = ctx_with_cancel(parent, &session->cancel);
 *     serve(ctx);
 *     ctx_release(session->cancel);
 */
void ctx_release_at(const ctx_site_t *site, ctx_cancel_t *cancel);
#define ctx_release(/* cancel */...) ctx_release_at(CTX_HERE, __VA_ARGS__)

/* A second holder of the same right.
 * Owns: the result is owned (ctx_release), beside the first. Fails: never. Threads: any that holds cancel.
 *
 *     ctx_cancel_t *other = ctx_cancel_dup(cancel);
 *     ctx_cancel(other);
 *     ctx_release(other);
 */
ctx_cancel_t *ctx_cancel_dup_at(const ctx_site_t *site, ctx_cancel_t *cancel)
    __attribute__((warn_unused_result));
#define ctx_cancel_dup(/* cancel */...) ctx_cancel_dup_at(CTX_HERE, __VA_ARGS__)

/* Scoped: `ctx_auto` releases a handle at the end of the block, a context that is `ctx_kept` drops there, on every way out, a
 * panic too (compile with -fexceptions). Go: defer cancel().
 * Owns: what the variable holds then; ctx_move takes it out. Fails: never; NULL is ignored. Threads: the task of the block.
 *
 *     ctx_auto ctx_cancel_t *cancel = NULL;
 *     ctx_kept ctx_t *detached = ctx_without_cancel(parent);
 *     serve(ctx_with_timeout(detached, CTX_S(1), &cancel));
 */
void ctx_auto_release_(ctx_cancel_t **cancel);
void ctx_kept_drop_(ctx_t **ctx);
#define ctx_auto __attribute__((cleanup(ctx_auto_release_)))
#define ctx_kept __attribute__((cleanup(ctx_kept_drop_)))

/* Hands a scoped or stored handle over and leaves NULL behind, so that the scope has nothing left to release.
 * Owns: the result is owned, as *cancel was. Fails: never. Threads: the task whose variable it is.
 *
 *     ctx_auto ctx_cancel_t *cancel = NULL;
 *     ctx_t *ctx = ctx_with_timeout(parent, CTX_S(5), &cancel);
 *     session->cancel = ctx_move(&cancel);
 *     serve(ctx);
 */
static inline ctx_cancel_t *ctx_move(ctx_cancel_t **cancel)
{
    ctx_cancel_t *moved = *cancel;
    *cancel = NULL;
    return moved;
}

/* ---- roots ----------------------------------------------------------------------------------------------- */

/* The roots: never cancelled, no values, no deadline. Background for main, tests and the start of requests; todo does the
 * same, and says that this code does not know yet which context it should use.
 * Owns: borrowed, for ever. Fails: never. Threads: any.
 *
 *     ctx_auto ctx_cancel_t *cancel = NULL;
 *     serve(ctx_with_cancel(ctx_background(), &cancel));
 *     legacy_call(ctx_todo());
 */
ctx_t *ctx_background(void);
ctx_t *ctx_todo(void);

/* ---- deriving -------------------------------------------------------------------------------------------- */

/* Private: what the four below are made of. The handle comes back as a result, so that gcc's analyzer follows it. */
#define CTX_OWNED_HANDLE_ CTX_GIVE_BACK_(ctx_release_at)
ctx_cancel_t *ctx_derive_cancel_(const ctx_site_t *site, ctx_t *parent) CTX_OWNED_HANDLE_;
ctx_cancel_t *ctx_derive_deadline_(const ctx_site_t *site, ctx_t *parent, ctx_ns_t deadline, const ctx_error_t *cause)
    CTX_OWNED_HANDLE_;
ctx_cancel_t *ctx_derive_timeout_(const ctx_site_t *site, ctx_t *parent, ctx_ns_t timeout, const ctx_error_t *cause)
    CTX_OWNED_HANDLE_;

/* A context that ends when its handle is cancelled or released, or when parent ends, whichever comes first. Go's
 * WithCancelCause is the same call here: every handle can give a cause (ctx_cancel_cause).
 * Owns: *cancel is owned (ctx_release), the context borrowed from it, parent kept. Fails: panics "cannot create context from
 * nil parent". Threads: any.
 *
 *     ctx_auto ctx_cancel_t *cancel = NULL;
 *     ctx_t *ctx = ctx_with_cancel(parent, &cancel);
 *     task_go(ctx, worker, &job);
 *     ctx_t *other = ctx_with_cancel_cause(parent, &session->cancel);
 *     task_go(other, worker, &job);
 */
static inline __attribute__((nonnull(3))) ctx_t *ctx_with_cancel_at(const ctx_site_t *site, ctx_t *parent,
                                                                   ctx_cancel_t **cancel)
{
    *cancel = ctx_derive_cancel_(site, parent);
    return (*cancel)->ctx_;
}
#define ctx_with_cancel(/* parent, cancel */...) ctx_with_cancel_at(CTX_HERE, __VA_ARGS__)
#define ctx_with_cancel_cause(/* parent, cancel */...) ctx_with_cancel_at(CTX_HERE, __VA_ARGS__)

/* A context as ctx_with_cancel makes it, that also ends at `deadline` by itself, with CTX_DEADLINE_EXCEEDED. A parent that ends
 * strictly sooner makes this a plain ctx_with_cancel, and the cause given here is dropped; a point that has passed makes a
 * context that is born ended. `_cause`: what ctx_cause says when the deadline (not the handle) ends it; NULL means deadline
 * exceeded.
 * Owns: *cancel is owned (ctx_release), the context borrowed from it; parent and cause kept. Units: deadline_ns is a point on
 * ctx_now's clock. Fails: panics "cannot create context from nil parent". Threads: any.
 *
 *     ctx_auto ctx_cancel_t *cancel = NULL, *late = NULL;
 *     ctx_t *ctx = ctx_with_deadline(parent, closing_time, &cancel);
 *     static const ctx_error_t closed = {.text = "closed"};
 *     serve(ctx_with_deadline_cause(ctx, closing_time, &closed, &late));
 */
static inline __attribute__((nonnull(4))) ctx_t *ctx_with_deadline_at(const ctx_site_t *site, ctx_t *parent,
                                                                     ctx_ns_t deadline, ctx_cancel_t **cancel)
{
    *cancel = ctx_derive_deadline_(site, parent, deadline, NULL);
    return (*cancel)->ctx_;
}
static inline __attribute__((nonnull(5))) ctx_t *ctx_with_deadline_cause_at(const ctx_site_t *site, ctx_t *parent,
                                                                           ctx_ns_t deadline,
                                                                           const ctx_error_t *cause,
                                                                           ctx_cancel_t **cancel)
{
    *cancel = ctx_derive_deadline_(site, parent, deadline, cause);
    return (*cancel)->ctx_;
}
#define ctx_with_deadline(/* parent, deadline_ns, cancel */...) ctx_with_deadline_at(CTX_HERE, __VA_ARGS__)
#define ctx_with_deadline_cause(/* parent, deadline_ns, cause, cancel */...) ctx_with_deadline_cause_at(CTX_HERE, __VA_ARGS__)

/* ctx_with_deadline at this moment plus `timeout`: how long a call may take. Release it also when the call was in time: until
 * then the timer stays armed. `_cause`: what ctx_cause says when the time is up; NULL means deadline exceeded.
 * Owns: *cancel is owned (ctx_release), the context borrowed from it; parent and cause kept. Units: timeout_ns is a length;
 * zero or less has passed already. Fails: panics "cannot create context from nil parent". Threads: any.
 *
 *     ctx_auto ctx_cancel_t *cancel = NULL, *inner = NULL;
 *     ctx_t *ctx = ctx_with_timeout(parent, CTX_MS(50), &cancel);
 *     static const ctx_error_t slow_auth = {.text = "auth took too long"};
 *     return serve(ctx_with_timeout_cause(ctx, CTX_MS(20), &slow_auth, &inner));
 */
static inline __attribute__((nonnull(4))) ctx_t *ctx_with_timeout_at(const ctx_site_t *site, ctx_t *parent,
                                                                    ctx_ns_t timeout, ctx_cancel_t **cancel)
{
    *cancel = ctx_derive_timeout_(site, parent, timeout, NULL);
    return (*cancel)->ctx_;
}
static inline __attribute__((nonnull(5))) ctx_t *ctx_with_timeout_cause_at(const ctx_site_t *site, ctx_t *parent,
                                                                          ctx_ns_t timeout, const ctx_error_t *cause,
                                                                          ctx_cancel_t **cancel)
{
    *cancel = ctx_derive_timeout_(site, parent, timeout, cause);
    return (*cancel)->ctx_;
}
#define ctx_with_timeout(/* parent, timeout_ns, cancel */...) ctx_with_timeout_at(CTX_HERE, __VA_ARGS__)
#define ctx_with_timeout_cause(/* parent, timeout_ns, cause, cancel */...) ctx_with_timeout_cause_at(CTX_HERE, __VA_ARGS__)

/* A context that also answers key with value; a NULL hides an older one. For what belongs to a request and crosses an
 * interface with it, not for optional parameters. `_owned`: free_value(value) is called once, when the context is freed.
 * Owns: the context is owned (ctx_drop), parent kept; value borrowed for the context's whole life, or owned by it.
 * Fails: panics "cannot create context from nil parent", "nil key", "key is not comparable", in this order. Threads: any.
 *
 *     ctx_kept ctx_t *named = ctx_with_value(ctx, user_key, user);
 *     ctx_kept ctx_t *traced = ctx_with_value_owned(named, ctx_text_key("trace"), strdup("7f3a"), free);
 *     serve(traced);
 */
ctx_t *ctx_with_value_at(const ctx_site_t *site, ctx_t *parent, ctx_key_t key, void *value)
    CTX_GIVE_BACK_(ctx_drop_at);
ctx_t *ctx_with_value_owned_at(const ctx_site_t *site, ctx_t *parent, ctx_key_t key, void *value,
                               void (*free_value)(void *))
    CTX_GIVE_BACK_(ctx_drop_at);
#define ctx_with_value(/* parent, key, value */...) ctx_with_value_at(CTX_HERE, __VA_ARGS__)
#define ctx_with_value_owned(/* parent, key, value, free_value */...) ctx_with_value_owned_at(CTX_HERE, __VA_ARGS__)

/* parent's values without its cancellation and deadline: for what must go on when the request is over. Bound it anew.
 * Owns: the context is owned (ctx_drop), parent kept. Fails: panics "cannot create context from nil parent". Threads: any.
 *
 *     ctx_auto ctx_cancel_t *cancel = NULL;
 *     ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
 *     write_audit(ctx_with_timeout(detached, CTX_S(2), &cancel));
 */
ctx_t *ctx_without_cancel_at(const ctx_site_t *site, ctx_t *parent)
    CTX_GIVE_BACK_(ctx_drop_at);
#define ctx_without_cancel(/* parent */...) ctx_without_cancel_at(CTX_HERE, __VA_ARGS__)

/* ---- after_func ------------------------------------------------------------------------------------------ */

/* Runs fn(arg) in a task of its own once ctx is done (at once when it is): to break a call that knows no context. Each
 * registration runs by itself; who cancels does not wait for it.
 * Owns: the handle is owned (ctx_stop_drop); dropping it leaves the registration in place. ctx kept until fn was started or
 * stopped; arg borrowed until then and while fn runs. Fails: panics "go of nil func value". Threads: any.
 *
 *     ctx_auto_stop ctx_stop_t *stop = ctx_after_func(ctx, hang_up, &line);
 *     return talk(&line);
 */
ctx_stop_t *ctx_after_func_at(const ctx_site_t *site, ctx_t *ctx, ctx_func_t *fn, void *arg)
    __attribute__((warn_unused_result, returns_nonnull));
#define ctx_after_func(/* ctx, fn, arg */...) ctx_after_func_at(CTX_HERE, __VA_ARGS__)

/* Prevents fn, if it still can; never waits for it. Exactly one of "fn runs" and "a stop returned true" happens. After a
 * false, what fn uses is yours again only when fn says that it is over. `ctx_auto_stop` stops and drops at the end of the block.
 * Owns: stop borrowed, drop takes it. Fails: false when fn was started, or an earlier stop prevented it; drop ignores NULL.
 * Threads: any; drop once.
 *
 *     ctx_stop_t *stop = ctx_after_func(ctx, hang_up, &line);
 *     if (!ctx_stop(stop))
 *         wait_group_wait(&line.hung_up);
 *     ctx_stop_drop(stop);
 */
bool ctx_stop_at(const ctx_site_t *site, ctx_stop_t *stop);
void ctx_stop_drop_at(const ctx_site_t *site, ctx_stop_t *stop);
void ctx_auto_stop_(ctx_stop_t **stop);
#define ctx_stop(/* stop */...) ctx_stop_at(CTX_HERE, __VA_ARGS__)
#define ctx_stop_drop(/* stop */...) ctx_stop_drop_at(CTX_HERE, __VA_ARGS__)
#define ctx_auto_stop __attribute__((cleanup(ctx_auto_stop_), unused)) /* clang calls a scope that only ends something unused */

/* ---- names ----------------------------------------------------------------------------------------------- */

/* The path from the root in Go's words, e.g. `context.Background.WithCancel.WithValue(user, ann)`. For people: what is left of a
 * deadline is in it, so it changes.
 * Owns: ctx and buf borrowed. Units: size and result in bytes; at most size are written, with the closing NUL, and the result
 * is what the whole name takes, like snprintf's. Fails: never. Threads: any.
 *
 *     char name[200];
 *     (void)ctx_name(ctx, name, sizeof name);
 *     printf("working under %s\n", name);
 */
size_t ctx_name(ctx_t *ctx, char *buf, size_t size);

/* ---- panics ---------------------------------------------------------------------------------------------- */

/* For a rule that was broken: unwinds the calling task, and what is scoped is given back on the way. task_try (ctx_task.h)
 * recovers it; uncaught, it ends the process with "panic: RULE [function] at FILE:LINE" and exit status 2.
 * Owns: rule borrowed, for ever. Fails: does not return. Threads: any task; not in a signal handler.
 *
 *     if (n < 0)
 *         ctx_panic("negative number of rows");
 */
void ctx_panic_at(const ctx_site_t *site, const char *rule) __attribute__((noreturn));
#define ctx_panic(/* rule */...) ctx_panic_at(CTX_HERE, __VA_ARGS__)

/* ---- custom contexts ------------------------------------------------------------------------------------- */

/* A context of your own making: a struct that embeds this one first, and a table of what it answers. */
typedef struct ctx_custom ctx_custom_t;

/* Each function gets the custom context itself, may be called by any task at any time, several at once, and may use the
 * engine (but see after_func). NULL members delegate to `inner` where the context has one, else answer as a root does. The
 * table is borrowed for as long as the context lives. */
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

/* Makes self a context. A custom parent is linked directly only if it answers the engine's private key (pass unknown keys on
 * to inner, and it does) and its done is the very channel of the context which that key finds; else its after_func is used;
 * else a helper task forwards, later.
 * Owns: the context is owned (ctx_drop, which calls ops->destroy at the last reference); inner, what it wraps or NULL, kept;
 * ops borrowed while it lives. Fails: panics on NULL, "custom context: after_func without stop" and the reverse. Threads: before
 * anybody else knows self.
 *
 *     struct my_ctx *my = calloc(1, sizeof *my);
 *     ctx_kept ctx_t *ctx = ctx_custom_init(&my->base, &my_ops, parent);
 *     serve(ctx);
 */
ctx_t *ctx_custom_init_at(const ctx_site_t *site, ctx_custom_t *self, const ctx_ops_t *ops, ctx_t *inner);
#define ctx_custom_init(/* self, ops, inner */...) ctx_custom_init_at(CTX_HERE, __VA_ARGS__)

/* From the one to the other, and what it wraps (or NULL): to pass on what one does not answer oneself.
 * Owns: borrowed, valid while self is. Fails: never. Threads: any.
 *
 *     static void *my_value(ctx_custom_t *self, ctx_key_t key) { return ctx_value(ctx_custom_inner(self), key); }
 *     static ctx_err_t my_end(struct my_ctx *my) { return ctx_err(ctx_of_custom(&my->base)); }
 */
static inline ctx_t *ctx_of_custom(ctx_custom_t *self) { return (ctx_t *)(void *)self; }
static inline ctx_t *ctx_custom_inner(const ctx_custom_t *self) { return self->inner_; }

/* ---- descriptors ----------------------------------------------------------------------------------------- */

/* A descriptor that becomes readable when ctx is done, for loops that wait in poll or epoll. One is made per context, at the
 * first call.
 * Readable means done; but it is written just after done has closed, so who heard of the end in another way (ctx_err, a receive
 * from done) may find it not readable for an instant. After a fork the number means a descriptor of the child's own: neither
 * process's end is seen in the other (an epoll set made before the fork still watches the parent's).
 * Owns: borrowed, closed with ctx; not to be read or closed by hand. Fails: −1 when ctx can never be done, errno 0 (poll passes
 * over it), or when the process has no descriptor left, errno EMFILE or ENFILE. Threads: any; not in the simulator, which has
 * no descriptors.
 *
 *     struct pollfd fds[] = {{.fd = fd, .events = POLLIN}, {.fd = ctx_done_fd(ctx), .events = POLLIN}};
 *     (void)poll(fds, 2, -1);
 *     return ctx_err(ctx);
 */
int ctx_done_fd(ctx_t *ctx);

/* ---- the ledger ------------------------------------------------------------------------------------------ */

/* What the book has rows for. */
typedef enum ctx_ledger_kind {
    CTX_LEDGER_NODE, CTX_LEDGER_HANDLE, CTX_LEDGER_DONE, CTX_LEDGER_TIMER, CTX_LEDGER_FORWARDER, CTX_LEDGER_TASK,
    CTX_LEDGER_CHAN, CTX_LEDGER_STOP, CTX_LEDGER_KINDS
} ctx_ledger_kind_t;

/* One thing that is alive. */
typedef struct ctx_ledger_row {
    ctx_ledger_kind_t kind;
    const char *what;       /* "WithCancel", "timer", … */
    const ctx_site_t *made; /* who made it; NULL for the engine itself */
    ctx_ns_t since;         /* the point at which; its age is ctx_now() - since */
} ctx_ledger_row_t;

/* The book of what is alive: the truth about leaks. `_on` opens it ($CTX_LEDGER=1 does the same); ctx_ledger calls each(row,
 * arg) for every row, oldest first (each may be NULL), and returns how many there are.
 * Owns: row borrowed during each. Units: since is a point. Fails: 0 while the book is closed. Threads: `_on` before the first
 * context is made, the other any; each must not make or give back anything of the engine's.
 *
 *     ctx_ledger_on();
 *     serve(ctx);
 *     if (ctx_ledger(print_row, stderr) != 0)
 *         abort();
 */
void ctx_ledger_on(void);
size_t ctx_ledger(void (*each)(const ctx_ledger_row_t *row, void *arg), void *arg);

#ifdef __cplusplus
}
#endif
#endif

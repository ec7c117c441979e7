/* sins.c — what custom contexts answer wrong, and do that is not theirs. The engine survives each: a clear panic, or the child
 * simply goes on. What they do wrong with callbacks: sins_callbacks.c.
 */
#include "behaviours.h"

void sin_new_done_each_time(void);
void sin_done_replaced(void);
void sin_err_before_done(void);
void sin_done_is_null_once_asked_again(void);
void sin_operations_that_panic(void);
void sin_values_from_nowhere(void);
void sin_never_listens_to_its_parent(void);
void sin_no_operations_at_all(void);
void sin_value_cancels(void);
void sin_err_cancels_the_child(void);
void sin_value_derives(void);
void sin_destroy_uses_the_engine(void);
void sin_deadline_lies(void);
void sin_done_of_somebody_else(void);
void sin_done_of_its_own_child(void);
void sin_done_before_err(void);
void sin_inits_twice(void);

typedef struct sinner {
    plain_custom_t plain; /* first */
    chan_t *minted[8];
    int count;
} sinner_t;

static sinner_t *sinner(ctx_custom_t *self) { return (sinner_t *)(void *)self; }

/* ---- done ------------------------------------------------------------------------------------------------------ */

static chan_t *mint(ctx_custom_t *self)
{
    sinner_t *s = sinner(self);
    int i = __atomic_fetch_add(&s->count, 1, __ATOMIC_ACQ_REL);
    if (i < 8)
        __atomic_store_n(&s->minted[i], chan_make_signal(), __ATOMIC_RELEASE);
    return s->minted[i < 8 ? i : 7];
}

void sin_new_done_each_time(void)
{
    sinner_t s = {.count = 0};
    ctx_ops_t ops = severed_ops;
    ops.done = mint;
    ctx_t *ctx = plain_init(&s.plain, &ops, NULL);
    ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    chan_close(s.minted[0]); /* the one that the child was given: the forwarder asked again, and listens elsewhere */
    EXPECT(ctx_err(child) == CTX_OK);
    ctx_release(cancel);
    plain_end(&s.plain);
    for (int i = 0; i < s.count && i < 8; i++)
        chan_drop(s.minted[i]);
    EXPECT(s.count >= 2);
}

static chan_t *current(ctx_custom_t *self)
{
    chan_t *done = plain(self)->done;
    __atomic_fetch_add(&plain(self)->dones, 1, __ATOMIC_RELEASE);
    return done;
}

void sin_done_replaced(void)
{
    plain_custom_t custom;
    ctx_ops_t ops = severed_ops;
    ops.done = current;
    ctx_t *ctx = plain_init(&custom, &ops, NULL);
    ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    chan_t *before = custom.done;
    while (__atomic_load_n(&custom.dones, __ATOMIC_ACQUIRE) < 3)
        task_yield(); /* the forwarder has its channel */
    custom.done = chan_make_signal(); /* "paused": a fresh one */
    plain_cancel(&custom, CTX_CANCELED);
    EXPECT(ctx_err(child) == CTX_OK); /* never told */
    ctx_release(cancel);
    plain_end(&custom);
    chan_drop(before);
}

void sin_err_before_done(void)
{
    plain_custom_t custom;
    ctx_t *ctx = plain_init(&custom, &severed_ops, NULL);
    custom.err_ = CTX_CANCELED; /* published, and done still open */
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    EXPECT(ctx_err(ctx) == CTX_CANCELED && !is_closed(ctx_done(ctx)) && ctx_err(child) == CTX_OK);
    chan_close(custom.done);
    wait_done(child);
    EXPECT(ctx_err(child) == CTX_CANCELED);
    ctx_release(ctx_move(&cancel));
    plain_end(&custom);
}

static chan_t *then_null(ctx_custom_t *self)
{
    return __atomic_fetch_add(&plain(self)->dones, 1, __ATOMIC_RELAXED) == 0 ? plain(self)->done : NULL;
}

void sin_done_is_null_once_asked_again(void)
{
    plain_custom_t custom;
    ctx_ops_t ops = severed_ops;
    ops.done = then_null;
    ctx_t *ctx = plain_init(&custom, &ops, NULL);
    ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    plain_cancel(&custom, CTX_CANCELED);
    ctx_cancel(cancel);
    EXPECT(ctx_err(child) == CTX_CANCELED);
    ctx_release(cancel);
    plain_end(&custom);
}

/* ---- panics on the way ---------------------------------------------------------------------------------------------- */

static chan_t *done_panics(ctx_custom_t *self)
{
    (void)self;
    ctx_panic("done panics");
}
static ctx_err_t err_panics(ctx_custom_t *self)
{
    (void)self;
    ctx_panic("err panics");
}
static void *value_panics(ctx_custom_t *self, ctx_key_t key)
{
    (void)self, (void)key;
    ctx_panic("value panics");
}
static void *after_func_panics(ctx_custom_t *self, ctx_func_t *fn, void *arg)
{
    (void)self, (void)fn, (void)arg;
    ctx_panic("after_func panics");
}

static void derive(void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(arg, &cancel);
}
static void derive_timer(void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx_with_timeout(arg, CTX_S(3600), &cancel);
}
static void nothing(void *arg) { (void)arg; }
static void register_func(void *arg) { ctx_stop_drop(ctx_after_func((ctx_t *)arg, nothing, NULL)); }

static void each_way(ctx_ops_t ops, bool closed, const char *rule)
{
    ctx_func_t *ways[] = {derive, derive_timer, register_func};
    for (int i = 0; i < 3; i++) {
        plain_custom_t custom;
        ctx_t *ctx = plain_init(&custom, &ops, NULL);
        if (closed)
            chan_close(custom.done);
        EXPECT_TEXT(task_try(ways[i], ctx), rule);
        plain_end(&custom); /* returns: nobody refers to it any more */
    }
}

void sin_operations_that_panic(void)
{
    ctx_ops_t ops = severed_ops;
    ops.done = done_panics;
    each_way(ops, false, "done panics");
    ops = severed_ops;
    ops.err = err_panics;
    each_way(ops, true, "err panics");
    ops = severed_ops;
    ops.value = value_panics;
    each_way(ops, false, "value panics");
    ops = after_func_ops;
    ops.after_func = after_func_panics;
    each_way(ops, false, "after_func panics");
}

/* ---- values ------------------------------------------------------------------------------------------------------------ */

static void *nowhere(ctx_custom_t *self, ctx_key_t key)
{
    (void)self, (void)key;
    return (void *)(uintptr_t)0x10;
}

void sin_values_from_nowhere(void)
{
    plain_custom_t custom;
    ctx_ops_t ops = severed_ops;
    ops.value = nowhere;
    ctx_t *ctx = plain_init(&custom, &ops, NULL);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    plain_cancel(&custom, CTX_DEADLINE_EXCEEDED);
    wait_done(child);
    EXPECT(ctx_cause(ctx) == &ctx_error_deadline_exceeded && ctx_cause(child) == &ctx_error_deadline_exceeded);
    EXPECT(ctx_value(child, ctx_text_key("x")) == (void *)(uintptr_t)0x10);
    ctx_release(ctx_move(&cancel));
    plain_end(&custom);
}

void sin_never_listens_to_its_parent(void)
{
    ctx_auto ctx_cancel_t *top = NULL, *cancel = NULL;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &top);
    plain_custom_t custom;
    ctx_t *child = ctx_with_cancel(plain_init(&custom, &other_done_ops, parent), &cancel);
    ctx_cancel(top);
    EXPECT(ctx_err(child) == CTX_OK && ctx_err(ctx_of_custom(&custom.base)) == CTX_OK);
    ctx_release(ctx_move(&cancel));
    plain_end(&custom);
}

/* ---- tables ------------------------------------------------------------------------------------------------------------ */

/* Nothing is answered: it stands for what it wraps, or for a root. */
void sin_no_operations_at_all(void)
{
    static const ctx_ops_t empty = {.type_name = NULL};
    ctx_ns_t at;
    char name[100];
    for (int wraps = 0; wraps < 2; wraps++) {
        ctx_custom_t custom;
        ctx_auto ctx_cancel_t *top = NULL, *cancel = NULL;
        ctx_t *inner = ctx_with_timeout(ctx_background(), CTX_S(3600), &top);
        ctx_t *ctx = ctx_custom_init(&custom, &empty, wraps ? inner : NULL);
        ctx_t *child = ctx_with_cancel(ctx, &cancel);
        EXPECT((ctx_done(ctx) != NULL) == wraps && ctx_deadline(child, &at) == wraps);
        EXPECT(ctx_value(child, ctx_text_key("k")) == NULL && ctx_err(ctx) == CTX_OK && ctx_name(child, name, sizeof name) > 0);
        ctx_cancel(top);
        EXPECT(ctx_err(child) == (wraps ? CTX_CANCELED : CTX_OK));
        ctx_release(ctx_move(&cancel));
        ctx_drop(ctx);
    }
}

/* ---- operations that do what is not theirs -------------------------------------------------------------------------------- */

typedef struct meddler {
    plain_custom_t plain; /* first */
    ctx_cancel_t *cancel;
    int asked;
} meddler_t;
static meddler_t *meddler(ctx_custom_t *self) { return (meddler_t *)(void *)self; }

static void *value_cancels(ctx_custom_t *self, ctx_key_t key)
{
    meddler_t *m = meddler(self);
    m->asked++;
    if (m->cancel != NULL)
        ctx_cancel(m->cancel);
    return ctx_value(ctx_custom_inner(self), key);
}

/* Deriving asks for the private key, and the answer ends the context that is being derived from. */
void sin_value_cancels(void)
{
    meddler_t m = {.asked = 0};
    ctx_ops_t ops = transparent_ops;
    ops.value = value_cancels;
    ctx_auto ctx_cancel_t *top = NULL, *cancel = NULL;
    ctx_t *ctx = plain_init(&m.plain, &ops, ctx_with_cancel(ctx_background(), &top));
    m.cancel = top;
    ctx_t *child = ctx_with_timeout(ctx, CTX_S(3600), &cancel);
    EXPECT(m.asked > 0 && ctx_err(child) == CTX_CANCELED && ctx_cause(child) == &ctx_error_canceled);
    ctx_release(ctx_move(&cancel));
    plain_end(&m.plain);
}

static ctx_err_t err_cancels(ctx_custom_t *self)
{
    meddler_t *m = meddler(self);
    m->asked++;
    if (m->cancel != NULL)
        ctx_cancel(m->cancel);
    return CTX_DEADLINE_EXCEEDED;
}

/* The helper asks why it ended, and the answer ends the child that was to be told. */
void sin_err_cancels_the_child(void)
{
    meddler_t m = {.asked = 0};
    ctx_ops_t ops = severed_ops;
    ops.err = err_cancels;
    ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(plain_init(&m.plain, &ops, NULL), &cancel);
    m.cancel = cancel;
    chan_close(m.plain.done);
    wait_done(child);
    EXPECT(ctx_err(child) == CTX_CANCELED);
    while (alive(CTX_LEDGER_FORWARDER) > 0)
        task_yield();
    EXPECT(m.asked > 0);
    ctx_release(cancel);
    plain_end(&m.plain);
}

static void *value_derives(ctx_custom_t *self, ctx_key_t key)
{
    meddler_t *m = meddler(self);
    if (m->asked++ == 0) { /* once: a child of itself, in the middle of deriving one */
        ctx_auto ctx_cancel_t *cancel = NULL;
        EXPECT(ctx_err(ctx_with_cancel(ctx_of_custom(self), &cancel)) == CTX_OK);
    }
    return ctx_value(ctx_custom_inner(self), key);
}

void sin_value_derives(void)
{
    meddler_t m = {.asked = 0};
    ctx_ops_t ops = transparent_ops;
    ops.value = value_derives;
    ctx_auto ctx_cancel_t *top = NULL, *cancel = NULL;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &top);
    ctx_t *child = ctx_with_cancel(plain_init(&m.plain, &ops, parent), &cancel);
    ctx_cancel(top);
    EXPECT(m.asked > 1 && ctx_err(child) == CTX_CANCELED);
    ctx_release(ctx_move(&cancel));
    plain_end(&m.plain);
}

static void busy_destroy(ctx_custom_t *self)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *value = ctx_with_value(ctx_background(), ctx_text_key("k"), self);
    EXPECT(ctx_value(ctx_with_timeout(value, CTX_S(1), &cancel), ctx_text_key("k")) == self);
    EXPECT(ctx_err(ctx_custom_inner(self)) == CTX_OK); /* what it wraps is still there */
    chan_close(plain(self)->gone);
}

/* Called wherever the last reference goes: it derives, cancels, drops. */
void sin_destroy_uses_the_engine(void)
{
    plain_custom_t custom;
    ctx_ops_t ops = transparent_ops;
    ops.destroy = busy_destroy;
    ctx_auto ctx_cancel_t *top = NULL, *cancel = NULL;
    ctx_t *ctx = plain_init(&custom, &ops, ctx_with_cancel(ctx_background(), &top));
    (void)ctx_with_cancel(ctx, &cancel);
    ctx_drop(ctx);
    EXPECT(!is_closed(custom.gone)); /* the child keeps it */
    ctx_release(ctx_move(&cancel));
    EXPECT(is_closed(custom.gone));
    chan_drop(custom.gone);
    chan_drop(custom.done);
}

static ctx_ns_t claimed;
static bool lying_deadline(ctx_custom_t *self, ctx_ns_t *deadline)
{
    (void)self;
    *deadline = claimed;
    return true;
}

/* Long past, and it lives on; at the end of all times; false with a number: children do what they can with it. */
void sin_deadline_lies(void)
{
    static const ctx_ns_t lies[] = {INT64_MIN, 0, 1, INT64_MAX};
    for (int i = 0; i < 4; i++) {
        plain_custom_t custom;
        ctx_ops_t ops = severed_ops;
        ops.deadline = lying_deadline;
        claimed = lies[i];
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_ns_t at = 7;
        char name[200];
        ctx_t *child = ctx_with_timeout(plain_init(&custom, &ops, NULL), CTX_S(3600), &cancel);
        EXPECT(ctx_err(child) == CTX_OK && ctx_deadline(child, &at) && (i == 3 || at == lies[i]));
        EXPECT(ctx_name(child, name, sizeof name) > 0);
        ctx_release(ctx_move(&cancel));
        plain_end(&custom);
    }
}

/* ---- done that is not its own ----------------------------------------------------------------------------------------------- */

static chan_t *given_done(ctx_custom_t *self) { return __atomic_load_n(&plain(self)->done, __ATOMIC_ACQUIRE); }

/* It shows a stranger's done, and passes on the values of what it wraps: two that do not belong together. */
void sin_done_of_somebody_else(void)
{
    plain_custom_t custom;
    ctx_ops_t ops = transparent_ops;
    ops.done = given_done;
    ctx_auto ctx_cancel_t *top = NULL, *stranger = NULL, *cancel = NULL;
    ctx_t *inner = ctx_with_cancel(ctx_background(), &top);
    ctx_t *ctx = plain_init(&custom, &ops, inner);
    chan_t *own = custom.done;
    __atomic_store_n(&custom.done, ctx_done(ctx_with_cancel(ctx_background(), &stranger)), __ATOMIC_RELEASE);
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    EXPECT(alive(CTX_LEDGER_FORWARDER) == 1);
    ctx_cancel(top); /* its err is told now, its done is not closed */
    EXPECT(ctx_err(ctx) == CTX_CANCELED && ctx_err(child) == CTX_OK);
    ctx_cancel(stranger);
    wait_done(child);
    EXPECT(ctx_err(child) == CTX_CANCELED);
    ctx_release(ctx_move(&cancel));
    custom.done = own;
    plain_end(&custom);
}

/* Its done is its own child's, so that it would end when its child does: a circle, of which only the child's own cancel is out. */
void sin_done_of_its_own_child(void)
{
    plain_custom_t custom;
    ctx_ops_t ops = severed_ops;
    ops.done = given_done;
    ctx_auto ctx_cancel_t *first = NULL, *second = NULL;
    ctx_t *ctx = plain_init(&custom, &ops, NULL);
    chan_t *own = custom.done;
    ctx_t *child = ctx_with_cancel(ctx, &first);
    __atomic_store_n(&custom.done, ctx_done(child), __ATOMIC_RELEASE);
    custom.err_ = CTX_CANCELED;
    ctx_t *grandchild = ctx_with_timeout(ctx, CTX_S(3600), &second);
    ctx_cancel(first);
    wait_done(grandchild);
    EXPECT(ctx_err(child) == CTX_CANCELED && ctx_err(grandchild) == CTX_CANCELED);
    ctx_release(ctx_move(&second));
    ctx_release(ctx_move(&first));
    while (alive(CTX_LEDGER_FORWARDER) > 0)
        task_yield();
    custom.done = own;
    plain_end(&custom);
}

/* Closed first, said why later: deriving in between is refused in Go's words, a helper that comes in between says canceled. */
void sin_done_before_err(void)
{
    plain_custom_t custom;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = plain_init(&custom, &severed_ops, NULL);
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    chan_close(custom.done);
    EXPECT_TEXT(task_try(derive, ctx), "context: internal error: missing cancel error");
    wait_done(child);
    EXPECT(ctx_err(child) == CTX_CANCELED);
    custom.err_ = CTX_DEADLINE_EXCEEDED;
    EXPECT(ctx_err(child) == CTX_CANCELED && ctx_err(ctx) == CTX_DEADLINE_EXCEEDED);
    ctx_release(ctx_move(&cancel));
    plain_end(&custom);
}

/* The same memory, used again after the last reference was dropped: a new context. */
void sin_inits_twice(void)
{
    plain_custom_t custom;
    for (int i = 0; i < 3; i++) {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *child = ctx_with_cancel(plain_init(&custom, i == 1 ? &after_func_ops : &severed_ops, NULL), &cancel);
        plain_cancel(&custom, CTX_CANCELED);
        wait_done(child);
        ctx_release(ctx_move(&cancel));
        plain_end(&custom);
    }
}

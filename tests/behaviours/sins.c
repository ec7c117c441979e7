/* sins.c — what custom contexts do wrong. The engine survives each: a clear panic, or the child simply goes on.
 */
#include "behaviours.h"

void sin_new_done_each_time(void);
void sin_done_replaced(void);
void sin_err_before_done(void);
void sin_done_is_null_once_asked_again(void);
void sin_called_back_twice(void);
void sin_stop_says_yes_to_everything(void);
void sin_stop_says_no_to_everything(void);
void sin_operations_that_panic(void);
void sin_values_from_nowhere(void);
void sin_never_listens_to_its_parent(void);

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

/* ---- after_func -------------------------------------------------------------------------------------------------- */

static void call_twice(ctx_t *ctx, void *arg)
{
    plain_custom_t *custom = arg;
    (void)ctx;
    custom->fn(custom->arg);
    custom->fn(custom->arg);
}

void sin_called_back_twice(void)
{
    plain_custom_t custom;
    ctx_t *ctx = plain_init(&custom, &after_func_ops, NULL);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    custom.err_ = CTX_CANCELED;
    chan_close(custom.done);
    task_join(task_go(ctx_background(), call_twice, &custom));
    EXPECT(ctx_err(child) == CTX_CANCELED);
    ctx_release(ctx_move(&cancel));
    plain_end(&custom);
}

static bool yes(ctx_custom_t *self, void *registration)
{
    (void)registration;
    plain(self)->stops++;
    return true;
}
static bool no(ctx_custom_t *self, void *registration)
{
    (void)registration;
    plain(self)->stops++;
    return false;
}

void sin_stop_says_yes_to_everything(void)
{
    plain_custom_t custom;
    ctx_ops_t ops = after_func_ops;
    ops.stop = yes;
    ctx_t *ctx = plain_init(&custom, &ops, NULL);
    ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    plain_cancel(&custom, CTX_CANCELED); /* it has called back: a reference less */
    EXPECT(ctx_err(child) == CTX_CANCELED);
    ctx_release(cancel); /* and says that it was prevented: no second one less */
    EXPECT(custom.stops == 1);
    plain_end(&custom);
}

void sin_stop_says_no_to_everything(void)
{
    plain_custom_t custom;
    ctx_ops_t ops = after_func_ops;
    ops.stop = no;
    ctx_t *ctx = plain_init(&custom, &ops, NULL);
    ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(ctx, &cancel);
    ctx_release(cancel); /* the callback may still come, so the child waits for it */
    EXPECT(custom.stops == 1);
    plain_cancel(&custom, CTX_CANCELED);
    plain_end(&custom); /* it did: nothing is left */
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

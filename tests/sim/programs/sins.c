/* A custom context with every sin there is, `size` says which: whatever it does, the engine must not crash. Each is used
 * in all ways: derived from, waited on, asked, given to a task, registered at, cancelled above, released.
 */
#include "../corpus.h"

enum {
    FRESH_DONE = 1, NO_DONE = 2, CLOSED_DONE = 4, ERR_FIRST = 8, NEVER_ERR = 16, NO_VALUE = 32, PANIC_ERR = 64,
    PANIC_DONE = 128, PANIC_VALUE = 256, AFTER_AT_ONCE = 512, AFTER_TWICE = 1024, AFTER_NEVER = 2048, AFTER_NULL = 4096,
    STOP_LIES = 8192, PANIC_AFTER = 16384, CANCELS_ITSELF = 32768, INNER = 65536
};

static struct sinner {
    ctx_custom_t custom;
    int sins;
    chan_t *done;
    ctx_func_t *fn;
    void *arg;
    ctx_cancel_t *cancel;
} s;

static bool sins(int which) { return (s.sins & which) != 0; }

static chan_t *done(ctx_custom_t *self)
{
    (void)self;
    if (sins(PANIC_DONE))
        ctx_panic("done");
    if (sins(NO_DONE))
        return NULL;
    if (sins(FRESH_DONE))
        return chan_make_signal();
    return s.done;
}

static ctx_err_t err(ctx_custom_t *self)
{
    (void)self;
    if (sins(PANIC_ERR))
        ctx_panic("err");
    if (sins(CANCELS_ITSELF) && s.cancel != NULL)
        ctx_cancel(s.cancel);
    return sins(ERR_FIRST) ? CTX_CANCELED : sins(NEVER_ERR) ? CTX_OK : CTX_DEADLINE_EXCEEDED;
}

static void *value(ctx_custom_t *self, ctx_key_t key)
{
    (void)key;
    if (sins(PANIC_VALUE))
        ctx_panic("value");
    return sins(NO_VALUE) || ctx_custom_inner(self) == NULL ? NULL : ctx_value(ctx_custom_inner(self), key);
}

static void later(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    s.fn(s.arg);
}

static void *after_func(ctx_custom_t *self, ctx_func_t *fn, void *arg)
{
    if (sins(PANIC_AFTER))
        ctx_panic("after_func");
    s.fn = fn;
    s.arg = arg;
    if (sins(AFTER_AT_ONCE))
        fn(arg);
    else if (!sins(AFTER_NEVER))
        task_go(ctx_background(), later, NULL);
    if (sins(AFTER_TWICE))
        task_go(ctx_background(), later, NULL);
    return sins(AFTER_NULL) ? NULL : self;
}

static bool stop(ctx_custom_t *self, void *registration)
{
    (void)self, (void)registration;
    return sins(STOP_LIES);
}

static const ctx_ops_t plain_ops = {.type_name = "sinner", .done = done, .err = err, .value = value};
static const ctx_ops_t after_ops = {
    .type_name = "sinner", .done = done, .err = err, .value = value, .after_func = after_func, .stop = stop};

static void note(void *arg) { scene_count(arg, 1); }

static void wait_on(ctx_t *ctx, void *arg)
{
    (void)arg;
    scene_count("left", task_sleep_ctx(ctx, CTX_MS(3)));
}

static void derive(void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *below = NULL;
    ctx_t *ctx = ctx_with_cancel(arg, &cancel);
    ctx_t *timed = ctx_with_timeout(ctx, CTX_MS(5), &below);
    task_go(timed, wait_on, NULL);
    scene_count("err", ctx_err(ctx));
    scene_count("cause", ctx_cause(timed) != NULL);
    task_sleep(CTX_MS(1));
}

static void register_at(void *arg)
{
    ctx_auto_stop ctx_stop_t *stopper = ctx_after_func(arg, note, "after");
    task_sleep(CTX_MS(1));
}

static void ask(void *arg)
{
    scene_count("err", ctx_err(arg));
    scene_count("chosen", chan_select(CHAN_DONE(arg), CHAN_DEFAULT));
}

static void fan_out(void *arg)
{
    task_t a = task_go(arg, wait_on, NULL), b = task_go(arg, wait_on, NULL);
    task_join(a);
    task_join(b);
}

void scene_main(ctx_t *root, int size)
{
    static ctx_func_t *const uses[] = {derive, register_at, ask, fan_out};
    s = (struct sinner){.sins = size};
    s.done = chan_make_signal();
    if (sins(CLOSED_DONE))
        chan_close(s.done);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *above = ctx_with_cancel(root, &cancel);
    s.cancel = cancel;
    bool after = size & (AFTER_AT_ONCE | AFTER_TWICE | AFTER_NEVER | AFTER_NULL | STOP_LIES | PANIC_AFTER);
    ctx_t *ctx = ctx_custom_init(&s.custom, after ? &after_ops : &plain_ops, sins(INNER) ? above : NULL);
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
        if (task_try(uses[i], ctx) != NULL)
            scene_note("panicked");
    ctx_cancel(cancel);
    task_sleep(CTX_MS(10));
    s.cancel = NULL;
    ctx_drop(ctx);
}

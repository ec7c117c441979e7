/* A custom context with every sin there is, `size` says which: whatever it does, the engine must not crash. Each is used
 * in all ways: derived from, waited on, asked, named, kept, given to a task, registered at, cancelled above, released. Played
 * in the simulator by tests/sim/sins_test.c, on threads by tests/unit/sins.c.
 */
#include "../corpus.h"
#include "../sins.h"
#include "ctx_group.h"

static struct sinner {
    ctx_custom_t custom;
    int sins;
    chan_t *_Atomic done;
    chan_t *second, *dropped;
    int asked, errs;
    ctx_func_t *fn;
    void *arg;
    ctx_cancel_t *cancel;
} s;

static bool sins(int which) { return (s.sins & which) != 0; }
static int count_to(int *n) { return __atomic_add_fetch(n, 1, __ATOMIC_RELAXED); }

static chan_t *done(ctx_custom_t *self)
{
    int asked = count_to(&s.asked);
    (void)self;
    if (sins(PANIC_DONE))
        ctx_panic("done");
    if (sins(NO_DONE))
        return NULL;
    if (sins(NULL_LATER) && asked > 1)
        return NULL;
    if (sins(FRESH_DONE))
        return chan_make_signal();
    if (sins(REOPENS) && asked > 2)
        return s.second;
    return s.done;
}

static ctx_err_t err(ctx_custom_t *self)
{
    (void)self;
    int n = count_to(&s.errs);
    if (sins(PANIC_ERR))
        ctx_panic("err");
    if (sins(CANCELS_ITSELF) && s.cancel != NULL)
        ctx_cancel(s.cancel);
    if (sins(ERR_FLIPS))
        return n % 2 ? CTX_CANCELED : CTX_OK;
    if (sins(WEIRD_ERR))
        return (ctx_err_t)(CTX_ERR_CUSTOM + n);
    return sins(ERR_FIRST) ? CTX_CANCELED : sins(NEVER_ERR) ? CTX_OK : CTX_DEADLINE_EXCEEDED;
}

static void *value(ctx_custom_t *self, ctx_key_t key)
{
    if (sins(PANIC_VALUE))
        ctx_panic("value");
    if (sins(VALUE_LIES))
        return (char *)&s + 1; /* an answer of its own to every key, the engine's private one too */
    return sins(NO_VALUE) || ctx_custom_inner(self) == NULL ? NULL : ctx_value(ctx_custom_inner(self), key);
}

static bool deadline(ctx_custom_t *self, ctx_ns_t *at)
{
    (void)self;
    if (sins(PANIC_DEADLINE))
        ctx_panic("deadline");
    if (sins(DEADLINE_LIES))
        *at = 1;
    return sins(DEADLINE_LIES);
}

static size_t name(ctx_custom_t *self, char *buf, size_t size)
{
    (void)self;
    if (sins(PANIC_NAME))
        ctx_panic("name");
    memset(buf, 'n', size); /* without an end */
    return size * 3;
}

static void destroy(ctx_custom_t *self)
{
    (void)self;
    if (sins(PANIC_DESTROY))
        ctx_panic("destroy");
    scene_count("destroyed", 1);
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
    if (sins(PANIC_STOP))
        ctx_panic("stop");
    return sins(STOP_LIES);
}

static ctx_ops_t ops = {.type_name = "sinner", .done = done, .err = err, .value = value};

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
    if (sins(DROPS_DONE) && s.dropped == NULL) {
        s.dropped = s.done;
        s.done = s.second;
#ifndef ON_THREADS /* there a task may have been given it and not yet begun to wait: nobody could save that one */
        chan_drop(s.dropped);
#endif
    }
    task_sleep(CTX_MS(1));
}

static void register_at(void *arg)
{
    ctx_auto_stop ctx_stop_t *stopper = ctx_after_func(arg, note, "after");
    task_sleep(CTX_MS(1));
}

static void ask(void *arg)
{
    ctx_ns_t at = 0;
    char text[64];
    scene_count("err", ctx_err(arg));
    scene_count("cause", ctx_cause(arg) != NULL);
    scene_count("deadline", ctx_deadline(arg, &at));
    scene_count("value", ctx_value(arg, ctx_text_key("k")) != NULL);
    scene_count("chosen", chan_select(CHAN_DONE(arg), CHAN_DEFAULT));
    scene_count("name", (int64_t)ctx_name(arg, text, sizeof text));
}

static void wrap(void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *below = NULL;
    ctx_kept ctx_t *detached = ctx_without_cancel((ctx_t *)arg);
    ctx_kept ctx_t *under = ctx_with_value((ctx_t *)arg, ctx_text_key("k"), &s);
    ctx_t *timed = ctx_with_timeout(under, CTX_MS(1), &cancel);
    char text[64];
    scene_count("name", (int64_t)ctx_name(timed, text, sizeof text));
    scene_count("err", ctx_err(ctx_with_cancel(detached, &below)));
    scene_count("left", task_sleep_ctx(timed, CTX_MS(2)));
}

static const ctx_error_t *member(ctx_t *ctx, void *arg)
{
    (void)arg;
    return ctx_error_of(task_sleep_ctx(ctx, CTX_MS(1)));
}
static void gather(void *arg)
{
    ctx_auto_group ctx_group_t *group = NULL;
    (void)ctx_with_group(arg, &group);
    ctx_group_go(group, member, NULL);
    scene_count("failed", ctx_group_wait(group) != NULL);
}

static void fan_out(void *arg)
{
    task_t a = task_go(arg, wait_on, NULL), b = task_go(arg, wait_on, NULL);
    task_join(a);
    task_join(b);
}
static void give_back(void *arg) { ctx_drop((ctx_t *)arg); }

static void choose_ops(void)
{
    if (s.sins & (AFTER_AT_ONCE | AFTER_TWICE | AFTER_NEVER | AFTER_NULL | STOP_LIES | PANIC_AFTER | PANIC_STOP))
        ops.after_func = after_func, ops.stop = stop;
    if (sins(NO_STOP))
        ops.stop = NULL;
    if (sins(PANIC_DEADLINE | DEADLINE_LIES))
        ops.deadline = deadline;
    if (sins(PANIC_NAME))
        ops.name = name;
    if (sins(PANIC_DESTROY | DROP_TWICE))
        ops.destroy = destroy;
}

void scene_main(ctx_t *root, int size)
{
    static ctx_func_t *const uses[] = {derive, register_at, ask, wrap, gather, fan_out};
    s = (struct sinner){.sins = size};
    choose_ops();
    s.done = chan_make_signal();
    s.second = chan_make_signal();
    if (sins(CLOSED_DONE | REOPENS))
        chan_close(s.done);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *above = ctx_with_cancel(root, &cancel);
    s.cancel = cancel;
    ctx_t *ctx = ctx_custom_init(&s.custom, &ops, sins(INNER) ? above : NULL);
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
        if (task_try(uses[i], ctx) != NULL)
            scene_note("panicked");
    ctx_cancel(cancel);
    task_sleep(CTX_MS(10));
    s.cancel = NULL;
    (void)task_try(give_back, ctx);
    if (sins(DROP_TWICE))
        (void)task_try(give_back, ctx_of_custom(&s.custom));
    scene_note("survived");
}

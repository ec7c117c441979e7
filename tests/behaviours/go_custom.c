/* go_custom.c — what Go's tests ask of causes, WithoutCancel, AfterFunc and custom contexts, asked here: a function for each.
 */
#include "behaviours.h"

void go_cause(void);
void go_cause_race(void);
void go_without_cancel(void);
void go_custom_context_propagation(void);
void go_custom_context_cause(void);
void go_custom_context_goroutines(void);
void go_custom_context_after_func_cancel(void);
void go_custom_context_after_func_timeout(void);
void go_custom_context_after_func_after_func(void);
void go_custom_context_after_func_unregister(void);
void go_after_func_called_after_cancel(void);
void go_after_func_called_after_timeout(void);
void go_after_func_called_immediately(void);
void go_after_func_not_called_after_stop(void);
void go_after_func_called_asynchronously(void);
void go_example_after_func_merge(void);
void go_example_after_func_cond(void);

static const ctx_error_t from_parent = {.text = "parent"}, from_child = {.text = "child"}, too_slow = {.text = "too slow"},
                         early = {.text = "finished early"};

/* ---- causes -------------------------------------------------------------------------------------------------------- */

/* One row: who ends first, with what (a plain cancel: NULL), and what the lower one says then. */
static void pair(const ctx_error_t *parent, const ctx_error_t *child, bool parent_first, const ctx_error_t *cause)
{
    ctx_auto ctx_cancel_t *top = NULL, *below = NULL;
    ctx_t *ctx = ctx_with_cancel_cause(ctx_with_cancel_cause(ctx_background(), &top), &below);
    ctx_cancel_cause(parent_first ? top : below, parent_first ? parent : child);
    ctx_cancel_cause(parent_first ? below : top, parent_first ? child : parent);
    EXPECT(ctx_err(ctx) == CTX_CANCELED && ctx_cause(ctx) == cause);
}

static void timeout(ctx_ns_t length, const ctx_error_t *given, ctx_err_t err, const ctx_error_t *cause)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout_cause(ctx_background(), length, given, &cancel);
    ctx_cancel(cancel);
    EXPECT(ctx_err(ctx) == err && ctx_cause(ctx) == cause);
}

static void stacked(ctx_ns_t length, ctx_err_t err, const ctx_error_t *cause)
{
    ctx_auto ctx_cancel_t *top = NULL, *below = NULL;
    ctx_t *ctx = ctx_with_timeout_cause(ctx_with_cancel_cause(ctx_background(), &top), length, &too_slow, &below);
    ctx_cancel_cause(top, &early);
    EXPECT(ctx_err(ctx) == err && ctx_cause(ctx) == cause);
}

static void detached(ctx_t *parent)
{
    ctx_kept ctx_t *ctx = ctx_without_cancel(parent);
    EXPECT(ctx_err(ctx) == CTX_OK && ctx_cause(ctx) == NULL);
}

void go_cause(void)
{
    EXPECT(ctx_cause(ctx_background()) == NULL && ctx_cause(ctx_todo()) == NULL);
    pair(&from_parent, &from_child, true, &from_parent);
    pair(&from_parent, &from_child, false, &from_child);
    pair(&from_parent, NULL, true, &from_parent);
    pair(&from_parent, NULL, false, &ctx_error_canceled);
    pair(NULL, &from_child, true, &ctx_error_canceled);
    pair(NULL, &from_child, false, &from_child);
    pair(NULL, NULL, true, &ctx_error_canceled);
    timeout(0, NULL, CTX_DEADLINE_EXCEEDED, &ctx_error_deadline_exceeded);
    timeout(CTX_S(1000000), NULL, CTX_CANCELED, &ctx_error_canceled);
    timeout(0, &too_slow, CTX_DEADLINE_EXCEEDED, &too_slow);
    timeout(CTX_S(1000000), &too_slow, CTX_CANCELED, &ctx_error_canceled);
    stacked(0, CTX_DEADLINE_EXCEEDED, &too_slow);
    stacked(CTX_S(1000000), CTX_CANCELED, &early);
    ctx_auto ctx_cancel_t *cancel = NULL, *past = NULL;
    ctx_t *ctx = ctx_with_cancel_cause(ctx_background(), &cancel);
    ctx_cancel_cause(cancel, &early);
    detached(ctx_background());
    detached(ctx);
    detached(ctx_with_timeout_cause(ctx_background(), 0, &too_slow, &past));
}

static void cancel_early(ctx_t *ctx, void *arg)
{
    (void)ctx;
    ctx_cancel_cause(arg, &early);
}

void go_cause_race(void)
{
    const ctx_error_t *cause;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel_cause(ctx_background(), &cancel);
    task_t task = task_go(ctx_background(), cancel_early, cancel);
    while ((cause = ctx_cause(ctx)) == NULL)
        task_yield();
    EXPECT(cause == &early);
    task_join(task);
}

void go_without_cancel(void)
{
    static char value[] = "value";
    ctx_ns_t deadline = 7;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *above = ctx_with_value(ctx_with_timeout(ctx_background(), CTX_S(3600), &cancel), ctx_text_key("key"), value);
    ctx_kept ctx_t *ctx = ctx_without_cancel(above);
    EXPECT(!ctx_deadline(ctx, &deadline) && deadline == 7);
    EXPECT(ctx_done(ctx) == NULL && ctx_err(ctx) == CTX_OK && ctx_value(ctx, ctx_text_key("key")) == value);
}

/* ---- custom contexts ---------------------------------------------------------------------------------------------------- */

/* It wraps a context that ends with a cause, and has a done of its own that closes later: the child says that cause. */
void go_custom_context_propagation(void)
{
    plain_custom_t custom;
    ctx_ops_t ops = other_done_ops;
    ops.err = NULL; /* its err is the inner one's */
    ctx_auto ctx_cancel_t *top = NULL, *cancel = NULL;
    ctx_t *inner = ctx_with_cancel_cause(ctx_background(), &top);
    ctx_t *child = ctx_with_cancel(plain_init(&custom, &ops, inner), &cancel);
    ctx_cancel_cause(top, &early);
    EXPECT(ctx_err(child) == CTX_OK); /* it listens to the other done */
    chan_close(custom.done);
    wait_done(child);
    EXPECT(ctx_err(child) == CTX_CANCELED && ctx_cause(child) == &early);
    ctx_release(ctx_move(&cancel));
    plain_end(&custom);
}

void go_custom_context_cause(void)
{
    plain_custom_t custom;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = plain_init(&custom, &severed_ops, NULL);
    plain_cancel(&custom, CTX_CANCELED);
    EXPECT(ctx_err(ctx) == CTX_CANCELED && ctx_cause(ctx) == &ctx_error_canceled);
    plain_end(&custom);
    ctx = plain_init(&custom, &severed_ops, NULL);
    ctx_t *child = ctx_with_cancel_cause(ctx, &cancel);
    ctx_cancel_cause(cancel, &early); /* the child's cause is the child's own */
    for (int ended = 0; ended < 2; ended++) {
        EXPECT(ctx_err(child) == CTX_CANCELED && ctx_cause(child) == &early);
        EXPECT(ctx_err(ctx) == (ended ? CTX_CANCELED : CTX_OK) && ctx_cause(ctx) == (ended ? &ctx_error_canceled : NULL));
        if (!ended)
            plain_cancel(&custom, CTX_CANCELED);
    }
    ctx_release(ctx_move(&cancel));
    plain_end(&custom);
    ctx = plain_init(&custom, &severed_ops, NULL);
    child = ctx_with_cancel(ctx, &cancel); /* a parent that cancels its child itself */
    plain_cancel(&custom, CTX_CANCELED);
    ctx_cancel(cancel);
    EXPECT(ctx_err(child) == CTX_CANCELED && ctx_cause(child) == &ctx_error_canceled);
    ctx_release(ctx_move(&cancel));
    plain_end(&custom);
}

/* A helper task only where somebody shows another done. */
void go_custom_context_goroutines(void)
{
    plain_custom_t same, other;
    ctx_auto ctx_cancel_t *top = NULL, *a = NULL, *b = NULL, *c = NULL, *d = NULL, *e = NULL, *f = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &top);
    ctx_t *wrapped = ctx_with_cancel(plain_init(&same, &transparent_ops, ctx), &a);
    (void)ctx_with_timeout(wrapped, CTX_S(3600), &b);
    ctx_kept ctx_t *value = ctx_with_value(ctx_of_custom(&same.base), ctx_text_key("key"), &same);
    (void)ctx_with_cancel(value, &c);
    EXPECT(alive(CTX_LEDGER_FORWARDER) == 0);
    ctx_t *child = ctx_with_cancel(plain_init(&other, &other_done_ops, ctx), &d);
    EXPECT(alive(CTX_LEDGER_FORWARDER) == 1);
    (void)ctx_with_cancel(child, &e); /* a child of that one is ours again */
    EXPECT(alive(CTX_LEDGER_FORWARDER) == 1);
    (void)ctx_with_timeout(ctx_of_custom(&other.base), CTX_S(3600), &f);
    EXPECT(alive(CTX_LEDGER_FORWARDER) == 2);
    ctx_cancel_t **all[] = {&a, &b, &c, &d, &e, &f};
    for (int i = 0; i < 6; i++)
        ctx_release(ctx_move(all[i]));
    ctx_drop(value);
    value = NULL;
    plain_end(&same);
    plain_end(&other);
}

/* ---- its own after_func --------------------------------------------------------------------------------------------------- */

static void count(void *arg) { __atomic_fetch_add((int *)arg, 1, __ATOMIC_SEQ_CST); }
static void close_arg(void *arg) { chan_close(arg); }

static void told(bool timer)
{
    plain_custom_t custom;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *parent = plain_init(&custom, &after_func_ops, NULL);
    ctx_t *ctx = timer ? ctx_with_timeout(parent, CTX_S(3600), &cancel) : ctx_with_cancel(parent, &cancel);
    EXPECT(custom.registrations == 1 && alive(CTX_LEDGER_FORWARDER) == 0);
    plain_cancel(&custom, CTX_CANCELED);
    wait_done(ctx);
    EXPECT(ctx_err(ctx) == CTX_CANCELED);
    ctx_release(ctx_move(&cancel));
    plain_end(&custom);
}
void go_custom_context_after_func_cancel(void) { told(false); }
void go_custom_context_after_func_timeout(void) { told(true); }

void go_custom_context_after_func_after_func(void)
{
    plain_custom_t custom;
    chan_auto chan_t *ran = chan_make_signal();
    ctx_stop_t *stop = ctx_after_func(plain_init(&custom, &after_func_ops, NULL), close_arg, ran);
    plain_cancel(&custom, CTX_CANCELED);
    (void)chan_recv(ran, NULL);
    EXPECT(!ctx_stop(stop));
    ctx_stop_drop(stop);
    plain_end(&custom);
}

/* Whoever ends first takes its registration back: a cancel, a timeout's cancel, a stop. */
void go_custom_context_after_func_unregister(void)
{
    for (int way = 0; way < 3; way++) {
        plain_custom_t custom;
        int ran = 0;
        ctx_cancel_t *cancel = NULL;
        ctx_stop_t *stop = NULL;
        ctx_t *parent = plain_init(&custom, &after_func_ops, NULL);
        if (way == 0)
            (void)ctx_with_cancel(parent, &cancel);
        else if (way == 1)
            (void)ctx_with_timeout(parent, CTX_S(3600), &cancel);
        else
            stop = ctx_after_func(parent, count, &ran);
        EXPECT(custom.registrations == 1 && custom.stops == 0);
        if (way < 2)
            ctx_cancel(cancel);
        else
            EXPECT(ctx_stop(stop));
        EXPECT(custom.registrations == 1 && custom.stops == 1 && custom.fn == NULL && ran == 0);
        ctx_release(cancel);
        ctx_stop_drop(stop);
        plain_end(&custom);
    }
}

/* ---- after_func ------------------------------------------------------------------------------------------------------------ */

void go_after_func_called_after_cancel(void)
{
    chan_auto chan_t *ran = chan_make_signal();
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_auto_stop ctx_stop_t *stop = ctx_after_func(ctx_with_cancel(ctx_background(), &cancel), close_arg, ran);
    task_yield();
    EXPECT(!is_closed(ran));
    ctx_cancel(cancel);
    (void)chan_recv(ran, NULL);
    EXPECT(!ctx_stop(stop));
}

void go_after_func_called_after_timeout(void)
{
    chan_auto chan_t *ran = chan_make_signal();
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_auto_stop ctx_stop_t *stop = ctx_after_func(ctx_with_timeout(ctx_background(), CTX_MS(1), &cancel), close_arg, ran);
    (void)chan_recv(ran, NULL);
    EXPECT(!ctx_stop(stop));
}

void go_after_func_called_immediately(void)
{
    chan_auto chan_t *ran = chan_make_signal();
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    ctx_cancel(cancel);
    ctx_auto_stop ctx_stop_t *stop = ctx_after_func(ctx, close_arg, ran);
    (void)chan_recv(ran, NULL);
    EXPECT(!ctx_stop(stop));
}

void go_after_func_not_called_after_stop(void)
{
    int ran = 0;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_stop_t *stop = ctx_after_func(ctx_with_cancel(ctx_background(), &cancel), count, &ran);
    EXPECT(ctx_stop(stop));
    ctx_cancel(cancel);
    EXPECT(!ctx_stop(stop));
    ctx_stop_drop(stop);
    EXPECT(alive(CTX_LEDGER_TASK) == 0 && ran == 0); /* nobody is there who could still run it */
}

/* cancel returns although the function cannot end before it has. */
static void receive(void *arg) { (void)chan_recv(arg, NULL); }
void go_after_func_called_asynchronously(void)
{
    chan_auto chan_t *meet = chan_make_signal();
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_auto_stop ctx_stop_t *stop = ctx_after_func(ctx_with_cancel(ctx_background(), &cancel), receive, meet);
    ctx_cancel(cancel);
    chan_send(meet, NULL);
    EXPECT(!ctx_stop(stop));
}

/* ---- two of Go's examples --------------------------------------------------------------------------------------------------- */

typedef struct merged { ctx_t *other; ctx_cancel_t *cancel; } merged_t;
static void end_merged(void *arg)
{
    merged_t *m = arg;
    ctx_cancel_cause(m->cancel, ctx_cause(m->other));
}

/* One context that ends with either of two, with the cause of that one. */
void go_example_after_func_merge(void)
{
    for (int first = 0; first < 2; first++) {
        ctx_auto ctx_cancel_t *a = NULL, *b = NULL, *cancel = NULL;
        merged_t m = {.other = ctx_with_cancel_cause(ctx_background(), &b)};
        ctx_t *ctx = ctx_with_cancel_cause(ctx_with_cancel_cause(ctx_background(), &a), &cancel);
        m.cancel = cancel;
        ctx_stop_t *stop = ctx_after_func(m.other, end_merged, &m);
        ctx_cancel_cause(first == 0 ? a : b, &early);
        wait_done(ctx);
        EXPECT(ctx_cause(ctx) == &early && ctx_stop(stop) == (first == 0));
        ctx_stop_drop(stop);
        while (alive(CTX_LEDGER_TASK) > 0) /* m is its to look at until it has ended */
            task_yield();
    }
}

typedef struct waiting { task_mutex_t lock; task_cond_t changed; } waiting_t;
static void wake_all(void *arg)
{
    waiting_t *w = arg;
    task_mutex_lock(&w->lock); /* else the waiter may be between its look and its wait */
    task_cond_broadcast(&w->changed);
    task_mutex_unlock(&w->lock);
}

/* A condition variable knows no context: a function that wakes whoever waits teaches it. */
void go_example_after_func_cond(void)
{
    waiting_t w = {0};
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(ctx_background(), CTX_MS(1), &cancel);
    ctx_stop_t *stop = ctx_after_func(ctx, wake_all, &w);
    task_mutex_lock(&w.lock);
    while (ctx_err(ctx) == CTX_OK)
        task_cond_wait(&w.changed, &w.lock);
    task_mutex_unlock(&w.lock);
    EXPECT(ctx_err(ctx) == CTX_DEADLINE_EXCEEDED && !ctx_stop(stop));
    ctx_stop_drop(stop);
    while (alive(CTX_LEDGER_TASK) > 0)
        task_yield();
}

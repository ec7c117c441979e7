/* link.c — behaviours 24 to 34: how a child comes to hear of its parent.
 */
#include "behaviours.h"

void behaviour_24_four_branches(void);
void behaviour_25_done_asked_again(void);
void behaviour_26_the_whole_node_leaves_the_set(void);
void behaviour_27_identity_of_done(void);
void behaviour_28_wrapping_is_recognised(void);
void behaviour_29_stop_on_the_way_out(void);
void behaviour_30_timer_child_cancels_twice(void);
void behaviour_31_registered_under_the_childs_lock(void);
void behaviour_32_only_the_immediate_parent(void);
void behaviour_33_stop_context_in_names(void);
void behaviour_34_after_func_on_a_custom_context(void);

CTX_KEY(colour_key);

void behaviour_24_four_branches(void)
{
    ctx_auto ctx_cancel_t *never = NULL, *live = NULL, *linked = NULL, *born = NULL, *forwarded = NULL, *told = NULL;
    EXPECT(ctx_err(ctx_with_cancel(ctx_background(), &never)) == CTX_OK); /* 1: never */
    ctx_t *parent = ctx_with_cancel(ctx_background(), &live);
    ctx_t *child = ctx_with_cancel(parent, &linked); /* 3: linked */
    static const ctx_error_t why = {.text = "why"};
    ctx_cancel_cause(live, &why);
    EXPECT(ctx_err(child) == CTX_CANCELED && ctx_cause(child) == &why);
    ctx_t *late = ctx_with_cancel(parent, &born); /* 2: already */
    EXPECT(ctx_err(late) == CTX_CANCELED && ctx_cause(late) == &why);

    plain_custom_t deaf, calls; /* 4: not ours */
    ctx_t *far = ctx_with_cancel(plain_init(&deaf, &severed_ops, NULL), &forwarded);
    ctx_t *near = ctx_with_cancel(plain_init(&calls, &after_func_ops, NULL), &told);
    EXPECT(calls.registrations == 1 && deaf.registrations == 0);
    plain_cancel(&deaf, CTX_DEADLINE_EXCEEDED);
    plain_cancel(&calls, CTX_DEADLINE_EXCEEDED);
    EXPECT(ctx_err(near) == CTX_DEADLINE_EXCEEDED);
    wait_done(far);
    EXPECT(ctx_err(far) == CTX_DEADLINE_EXCEEDED);
    ctx_release(ctx_move(&forwarded));
    ctx_release(ctx_move(&told));
    plain_end(&deaf);
    plain_end(&calls);
}

void behaviour_25_done_asked_again(void)
{
    plain_custom_t custom;
    ctx_t *ctx = plain_init(&custom, &severed_ops, NULL);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    plain_cancel(&custom, CTX_CANCELED);
    wait_done(child); /* the forwarder has run by now */
    EXPECT(__atomic_load_n(&custom.dones, __ATOMIC_RELAXED) == 3); /* on entry, by the resolver, by the forwarder */
    ctx_release(ctx_move(&cancel));
    plain_end(&custom);
}

static int told_count;
static void count_keep(const ctx_error_t *error)
{
    (void)error;
    told_count++;
}
static void count_drop(const ctx_error_t *error) { (void)error; }
static const ctx_error_t counting = {.text = "counting", .keep = count_keep, .drop = count_drop};

static void nothing(void *arg) { (void)arg; }

/* What is cancelled and gone is not told again: a timer node and an after-func node leave as a whole. */
void behaviour_26_the_whole_node_leaves_the_set(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *plain = NULL, *timer = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    (void)ctx_with_cancel(ctx, &plain);
    (void)ctx_with_timeout(ctx, CTX_S(3600), &timer);
    ctx_stop_t *stop = ctx_after_func(ctx, nothing, NULL);
    ctx_cancel(plain);
    ctx_cancel(timer);
    EXPECT(ctx_stop(stop));
    told_count = 0;
    ctx_cancel_cause(cancel, &counting);
    EXPECT(told_count == 1);
    ctx_stop_drop(stop);
}

void behaviour_27_identity_of_done(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *below = NULL;
    ctx_t *inner = ctx_with_cancel(ctx_background(), &cancel);
    plain_custom_t custom; /* answers the private key, but with a done of its own */
    ctx_t *child = ctx_with_cancel(plain_init(&custom, &other_done_ops, inner), &below);
    ctx_cancel(cancel);
    EXPECT(ctx_err(child) == CTX_OK); /* not linked to inner */
    plain_cancel(&custom, CTX_CANCELED);
    wait_done(child);
    EXPECT(ctx_err(child) == CTX_CANCELED);
    ctx_release(ctx_move(&below));
    plain_end(&custom);
}

static void *garbage(ctx_custom_t *self, ctx_key_t key)
{
    static char other[8];
    (void)self, (void)key;
    return other + 1;
}
static void garbage_gone(ctx_custom_t *self) { transparent_ops.destroy(self); }
static const ctx_ops_t garbage_ops = {.type_name = "garbage", .value = garbage, .destroy = garbage_gone};

void behaviour_28_wrapping_is_recognised(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *below = NULL, *lost = NULL;
    ctx_t *inner = ctx_with_cancel(ctx_background(), &cancel);
    plain_custom_t wrapper, liar;
    ctx_t *child = ctx_with_cancel(plain_init(&wrapper, &transparent_ops, inner), &below);
    ctx_t *other = ctx_with_cancel(plain_init(&liar, &garbage_ops, inner), &lost);
    ctx_cancel(cancel);
    EXPECT(ctx_err(child) == CTX_CANCELED); /* linked: at once */
    wait_done(other);                       /* answers every key with something of its own: forwarded, not crashed */
    EXPECT(ctx_err(other) == CTX_CANCELED);
    EXPECT(ctx_cause(ctx_of_custom(&liar.base)) == &ctx_error_canceled);
    ctx_release(ctx_move(&below));
    ctx_release(ctx_move(&lost));
    plain_end(&wrapper);
    plain_end(&liar);
}

void behaviour_29_stop_on_the_way_out(void)
{
    plain_custom_t custom;
    ctx_t *ctx = plain_init(&custom, &after_func_ops, NULL);
    ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    EXPECT(custom.registrations == 1 && custom.stops == 0);
    ctx_cancel(cancel);
    EXPECT(custom.stops == 1 && ctx_err(child) == CTX_CANCELED);
    ctx_cancel(cancel);
    ctx_release(cancel);
    EXPECT(custom.stops == 1); /* once a registration */
    plain_end(&custom);
}

void behaviour_30_timer_child_cancels_twice(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_auto ctx_cancel_t *timer = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    ctx_t *child = ctx_with_timeout(ctx, CTX_S(3600), &timer);
    ctx_cancel(timer);
    ctx_cancel(timer);
    EXPECT(ctx_err(child) == CTX_CANCELED && ctx_err(ctx) == CTX_OK);
}

static struct {
    chan_t *entered, *go;
    ctx_cancel_t **child;
} slow;

static void *slow_after_func(ctx_custom_t *self, ctx_func_t *fn, void *arg)
{
    plain(self)->fn = fn;
    plain(self)->arg = arg;
    plain(self)->registrations++;
    chan_close(slow.entered);
    (void)chan_recv(slow.go, NULL);
    return self;
}

static void cancel_custom(ctx_t *ctx, void *arg)
{
    (void)ctx;
    (void)chan_recv(slow.entered, NULL);
    chan_close(slow.go);
    plain_cancel(arg, CTX_CANCELED); /* the callback waits for the child's lock until the registration has returned */
}

void behaviour_31_registered_under_the_childs_lock(void)
{
    ctx_ops_t ops = after_func_ops;
    ops.after_func = slow_after_func;
    slow.entered = chan_make_signal();
    slow.go = chan_make_signal();
    plain_custom_t custom;
    ctx_t *ctx = plain_init(&custom, &ops, NULL);
    task_t canceller = task_go(ctx_background(), cancel_custom, &custom);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(ctx, &cancel);
    task_join(canceller);
    EXPECT(custom.registrations == 1);
    EXPECT(ctx_err(child) == CTX_CANCELED);
    ctx_release(ctx_move(&cancel));
    plain_end(&custom);
    chan_drop(slow.entered);
    chan_drop(slow.go);
}

void behaviour_32_only_the_immediate_parent(void)
{
    plain_custom_t custom;
    ctx_t *ctx = plain_init(&custom, &after_func_ops, NULL);
    ctx_t *value = ctx_with_value(ctx, colour_key, NULL);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(value, &cancel);
    EXPECT(custom.registrations == 0); /* hidden by the value: a forwarder */
    plain_cancel(&custom, CTX_CANCELED);
    wait_done(child);
    EXPECT(ctx_err(child) == CTX_CANCELED);
    ctx_release(ctx_move(&cancel));
    ctx_drop(value);
    plain_end(&custom);
}

static void *red(ctx_custom_t *self, ctx_key_t key)
{
    static char colour[] = "red";
    (void)self;
    return key.type == colour_key.type ? colour : NULL;
}
static bool soon(ctx_custom_t *self, ctx_ns_t *deadline)
{
    (void)self;
    *deadline = CTX_S(5);
    return true;
}

void behaviour_33_stop_context_in_names(void)
{
    ctx_ops_t ops = after_func_ops;
    ops.value = red;
    ops.deadline = soon;
    plain_custom_t custom;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *child = ctx_with_cancel(plain_init(&custom, &ops, NULL), &cancel);
    char name[64];
    ctx_ns_t deadline = 0;
    (void)ctx_name(child, name, sizeof name);
    EXPECT_TEXT(name, "context.stopCtx.WithCancel");
    EXPECT_TEXT(ctx_value(child, colour_key), "red"); /* value and deadline go through it */
    EXPECT(ctx_deadline(child, &deadline) && deadline == CTX_S(5));
    ctx_release(ctx_move(&cancel));
    plain_end(&custom);
}

static void close_arg(void *arg) { chan_close(arg); }

void behaviour_34_after_func_on_a_custom_context(void)
{
    plain_custom_t custom;
    ctx_t *ctx = plain_init(&custom, &after_func_ops, NULL);
    chan_auto chan_t *ran = chan_make_signal();
    ctx_stop_t *stop = ctx_after_func(ctx, close_arg, ran);
    EXPECT(custom.registrations == 1);
    plain_cancel(&custom, CTX_CANCELED);
    (void)chan_recv(ran, NULL);
    EXPECT(!ctx_stop(stop));
    ctx_stop_drop(stop);
    plain_end(&custom);
}

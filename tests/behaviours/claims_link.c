/* claims_link.c — behaviours 23 to 34, claim by claim: which way a child hears of its parent, and what that costs.
 */
#include "behaviours.h"

void behaviour_24_no_entry_below_what_never_ends(void);
void behaviour_24_each_branch_costs_what_it_should(void);
void behaviour_24_born_below_a_custom_context(void);
void behaviour_25_how_often_each_way(void);
void behaviour_26_whoever_fires_leaves_too(void);
void behaviour_27_the_shared_closed_channel_is_nobodys(void);
void behaviour_27_the_right_node_with_another_done(void);
void behaviour_27_the_node_is_kept(void);
void behaviour_28_which_wrappings_pass(void);
void behaviour_29_every_child_takes_its_registration_back(void);
void behaviour_30_a_timer_that_is_over_cancels_harmlessly(void);
void behaviour_31_by_every_child(void);
void behaviour_32_embedded_is_hidden(void);
void behaviour_33_each_name(void);
void behaviour_34_stopped_in_time(void);

CTX_KEY(link_key);
static const ctx_error_t reason = {.text = "reason"};
static void nothing(void *arg) { (void)arg; }

/* ---- 24 ---------------------------------------------------------------------------------------------------------- */

static chan_t *no_done(ctx_custom_t *self)
{
    plain(self)->dones++;
    return NULL;
}

void behaviour_24_no_entry_below_what_never_ends(void)
{
    ctx_auto ctx_cancel_t *top = NULL, *a = NULL, *b = NULL;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &top);
    ctx_kept ctx_t *detached = ctx_without_cancel(parent);
    ctx_t *child = ctx_with_cancel(detached, &a);
    ctx_ops_t ops = transparent_ops;
    ops.done = no_done; /* says that it never ends, and so it is believed, whatever its values say */
    plain_custom_t custom;
    ctx_t *deaf = ctx_with_timeout(plain_init(&custom, &ops, parent), CTX_S(3600), &b);
    EXPECT(custom.dones == 1 && alive(CTX_LEDGER_DONE) == 0 && alive(CTX_LEDGER_FORWARDER) == 0);
    EXPECT(told_by(top) == 1);
    EXPECT(ctx_err(child) == CTX_OK && ctx_err(deaf) == CTX_OK);
    ctx_release(ctx_move(&b));
    plain_end(&custom);
}

void behaviour_24_each_branch_costs_what_it_should(void)
{
    ctx_auto ctx_cancel_t *top = NULL, *a = NULL, *b = NULL, *c = NULL, *d = NULL;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &top);
    plain_custom_t deaf, calls, wrapper;
    (void)ctx_with_cancel(parent, &a);
    (void)ctx_with_cancel(plain_init(&wrapper, &transparent_ops, parent), &b);
    EXPECT(alive(CTX_LEDGER_FORWARDER) == 0 && alive(CTX_LEDGER_TASK) == 0); /* linked: both cost nothing */
    (void)ctx_with_cancel(plain_init(&calls, &after_func_ops, parent), &c);
    EXPECT(alive(CTX_LEDGER_FORWARDER) == 0 && alive(CTX_LEDGER_TASK) == 0 && calls.registrations == 1);
    ctx_t *far = ctx_with_cancel(plain_init(&deaf, &severed_ops, parent), &d);
    EXPECT(alive(CTX_LEDGER_FORWARDER) == 1 && alive(CTX_LEDGER_TASK) == 1); /* a helper task, and it is counted */
    EXPECT(told_by(top) == 3); /* itself, a, b */
    EXPECT(ctx_err(far) == CTX_OK);
    ctx_release(ctx_move(&d)); /* the forwarder ends with the child, too */
    plain_end(&deaf);
    ctx_release(ctx_move(&c));
    plain_end(&calls);
    ctx_release(ctx_move(&b));
    plain_end(&wrapper);
}

void behaviour_24_born_below_a_custom_context(void)
{
    const ctx_ops_t *kinds[] = {&severed_ops, &after_func_ops, &other_done_ops};
    for (int i = 0; i < 3; i++) {
        plain_custom_t custom;
        ctx_auto ctx_cancel_t *a = NULL, *b = NULL;
        ctx_t *ctx = plain_init(&custom, kinds[i], NULL);
        plain_cancel(&custom, CTX_DEADLINE_EXCEEDED);
        ctx_t *child = ctx_with_cancel(ctx, &a), *timed = ctx_with_timeout(ctx, CTX_S(3600), &b);
        EXPECT(ctx_err(child) == CTX_DEADLINE_EXCEEDED && ctx_cause(child) == &ctx_error_deadline_exceeded);
        EXPECT(ctx_err(timed) == CTX_DEADLINE_EXCEEDED && is_closed(ctx_done(timed)));
        EXPECT(custom.registrations == 0 && alive(CTX_LEDGER_FORWARDER) == 0 && alive(CTX_LEDGER_TIMER) == 0);
        ctx_release(ctx_move(&b));
        ctx_release(ctx_move(&a));
        plain_end(&custom);
    }
}

/* ---- 25, 26 ------------------------------------------------------------------------------------------------------ */

static chan_t *inner_done(ctx_custom_t *self)
{
    __atomic_fetch_add(&plain(self)->dones, 1, __ATOMIC_SEQ_CST);
    return ctx_done(ctx_custom_inner(self));
}

/* Never: once. Already: once. Linked and registered: twice, on entry and by the resolver. A forwarder: three times. */
void behaviour_25_how_often_each_way(void)
{
    ctx_auto ctx_cancel_t *top = NULL, *cancel = NULL;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &top);
    ctx_ops_t passes_on = transparent_ops;
    passes_on.done = inner_done;
    plain_custom_t custom;
    ctx_t *linked = ctx_with_cancel(plain_init(&custom, &passes_on, parent), &cancel);
    EXPECT(custom.dones == 2);
    ctx_cancel(top);
    EXPECT(ctx_err(linked) == CTX_CANCELED && custom.dones == 2);
    ctx_release(ctx_move(&cancel));
    (void)ctx_with_cancel(ctx_of_custom(&custom.base), &cancel);
    EXPECT(custom.dones == 3); /* already: once more */
    ctx_release(ctx_move(&cancel));
    plain_end(&custom);
    (void)ctx_with_cancel(plain_init(&custom, &after_func_ops, NULL), &cancel);
    EXPECT(custom.dones == 2);
    ctx_release(ctx_move(&cancel));
    plain_end(&custom);
    ctx_stop_t *stop = ctx_after_func(plain_init(&custom, &after_func_ops, NULL), nothing, NULL);
    EXPECT(custom.dones == 2 && custom.registrations == 1 && ctx_stop(stop)); /* no more often than any other child */
    ctx_stop_drop(stop);
    plain_end(&custom);
}

static void close_arg(void *arg) { chan_close(arg); }

void behaviour_26_whoever_fires_leaves_too(void)
{
    ctx_auto ctx_cancel_t *top = NULL, *timer = NULL, *stays = NULL, *past = NULL;
    chan_auto chan_t *ran = chan_make_signal();
    ctx_t *parent = ctx_with_cancel(ctx_background(), &top);
    ctx_t *timed = ctx_with_timeout(parent, CTX_MS(1), &timer);
    (void)ctx_with_timeout(parent, CTX_S(3600), &stays);
    (void)ctx_with_timeout(parent, 0, &past); /* born done: it does not stay either */
    ctx_stop_t *stop = ctx_after_func(timed, close_arg, ran);
    wait_done(timed);
    (void)chan_recv(ran, NULL);
    while (alive(CTX_LEDGER_TASK) != 0)
        task_yield();
    ctx_cancel(timer); /* on threads the timer's own removal may still be under way: after this it is not */
    EXPECT(told_by(top) == 2); /* itself, and the one that is still armed */
    ctx_stop_drop(stop);
}

/* ---- 27, 28 ------------------------------------------------------------------------------------------------------ */

typedef struct borrower {
    plain_custom_t plain; /* first */
    ctx_t *done_of, *values_of;
} borrower_t;
static chan_t *anothers_done(ctx_custom_t *self) { return ctx_done(((borrower_t *)(void *)self)->done_of); }
static void *anothers_value(ctx_custom_t *self, ctx_key_t key) { return ctx_value(((borrower_t *)(void *)self)->values_of, key); }
static ctx_err_t anothers_err(ctx_custom_t *self) { return ctx_err(((borrower_t *)(void *)self)->done_of); }

/* It answers the private key with one node and its done is another's: it is told by what its done says. */
void behaviour_27_the_right_node_with_another_done(void)
{
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL, *cancel = NULL;
    ctx_t *one = ctx_with_cancel(ctx_background(), &a), *two = ctx_with_cancel(ctx_background(), &b);
    (void)ctx_done(one); /* both have a channel of their own */
    ctx_ops_t ops = severed_ops;
    ops.done = anothers_done;
    ops.value = anothers_value;
    ops.err = anothers_err;
    borrower_t custom = {.done_of = two, .values_of = one};
    ctx_t *foreign = plain_init(&custom.plain, &ops, NULL);
    custom.done_of = two, custom.values_of = one;
    ctx_t *child = ctx_with_cancel(foreign, &cancel);
    EXPECT(alive(CTX_LEDGER_FORWARDER) == 1);
    EXPECT(told_by(a) == 1 && ctx_err(child) == CTX_OK);
    ctx_cancel(b);
    wait_done(child);
    EXPECT(ctx_err(child) == CTX_CANCELED);
    ctx_release(ctx_move(&cancel));
    plain_end(&custom.plain);
}

/* A custom context may let go of the very node it is recognised by: whoever is linked there keeps it. */
void behaviour_27_the_node_is_kept(void)
{
    ctx_auto ctx_cancel_t *a = NULL, *cancel = NULL;
    ctx_t *one = ctx_with_cancel(ctx_background(), &a);
    (void)ctx_done(one);
    ctx_ops_t ops = severed_ops;
    ops.done = anothers_done;
    ops.value = anothers_value;
    ops.err = anothers_err;
    borrower_t custom;
    ctx_t *foreign = plain_init(&custom.plain, &ops, NULL);
    custom.done_of = custom.values_of = one;
    ctx_t *child = ctx_with_cancel(foreign, &cancel);
    EXPECT(alive(CTX_LEDGER_FORWARDER) == 0 && alive(CTX_LEDGER_NODE) == 3);
    ctx_release(ctx_move(&a));
    custom.done_of = custom.values_of = ctx_background();
    EXPECT(ctx_err(child) == CTX_CANCELED && alive(CTX_LEDGER_NODE) == 3 && alive(CTX_LEDGER_HANDLE) == 1);
    ctx_release(ctx_move(&cancel));
    EXPECT(alive(CTX_LEDGER_NODE) == 1);
    plain_end(&custom.plain);
}

void behaviour_27_the_shared_closed_channel_is_nobodys(void)
{
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL, *cancel = NULL;
    ctx_t *ended = ctx_with_cancel(ctx_background(), &a), *other = ctx_with_cancel(ctx_background(), &b);
    ctx_cancel(a);
    ctx_cancel_cause(b, &reason); /* neither was asked before: both have the shared one */
    EXPECT(ctx_done(ended) == ctx_done(other));
    ctx_ops_t ops = severed_ops;
    ops.done = anothers_done;
    ops.value = anothers_value;
    ops.err = anothers_err;
    borrower_t custom;
    ctx_t *foreign = plain_init(&custom.plain, &ops, NULL);
    custom.done_of = ended, custom.values_of = other;
    ctx_t *child = ctx_with_cancel(foreign, &cancel);
    EXPECT(ctx_err(child) == CTX_CANCELED && custom.plain.registrations == 0 && alive(CTX_LEDGER_FORWARDER) == 0);
    ctx_release(ctx_move(&cancel));
    plain_end(&custom.plain);
}

static void *swallows(ctx_custom_t *self, ctx_key_t key)
{
    (void)self, (void)key;
    return NULL;
}
static void *by_pointer(ctx_custom_t *self, ctx_key_t key)
{
    return key.type == link_key.type ? (void *)self : ctx_value(ctx_custom_inner(self), key);
}

/* Delegating by hand or by NULL members, one level or two: linked. Swallowing unknown keys: a forwarder, and the cause is
 * lost on the way. */
void behaviour_28_which_wrappings_pass(void)
{
    ctx_auto ctx_cancel_t *top = NULL, *a = NULL, *b = NULL, *c = NULL;
    ctx_t *parent = ctx_with_timeout(ctx_background(), CTX_S(3600), &top);
    plain_custom_t outer, middle, deaf;
    ctx_ops_t by_hand = transparent_ops, severs = transparent_ops;
    by_hand.value = by_pointer;
    severs.value = swallows;
    ctx_t *wrapped = plain_init(&middle, &by_hand, parent);
    ctx_t *one = ctx_with_cancel(wrapped, &a), *two = ctx_with_cancel(plain_init(&outer, &transparent_ops, wrapped), &b);
    EXPECT(ctx_value(two, link_key) == (void *)&middle && alive(CTX_LEDGER_FORWARDER) == 0);
    ctx_t *far = ctx_with_cancel(plain_init(&deaf, &severs, parent), &c);
    EXPECT(alive(CTX_LEDGER_FORWARDER) == 1);
    ctx_cancel_cause(top, &reason);
    EXPECT(ctx_cause(one) == &reason && ctx_cause(two) == &reason);
    wait_done(far);
    EXPECT(ctx_err(far) == CTX_CANCELED && ctx_cause(far) == &ctx_error_canceled);
    ctx_release(ctx_move(&c));
    plain_end(&deaf);
    ctx_release(ctx_move(&b));
    plain_end(&outer);
    ctx_release(ctx_move(&a));
    plain_end(&middle);
}

/* ---- 29 to 31 ---------------------------------------------------------------------------------------------------- */

void behaviour_29_every_child_takes_its_registration_back(void)
{
    plain_custom_t custom;
    ctx_t *ctx = plain_init(&custom, &after_func_ops, NULL);
    ctx_cancel_t *cancel = NULL;
    (void)ctx_with_timeout(ctx, CTX_S(3600), &cancel);
    ctx_release(cancel);
    EXPECT(custom.registrations == 1 && custom.stops == 1);
    (void)ctx_with_timeout(ctx, 0, &cancel); /* registered first, and born done after that */
    EXPECT(custom.registrations == 2 && custom.stops == 2);
    ctx_release(cancel);
    ctx_t *timed = ctx_with_timeout(ctx, CTX_MS(1), &cancel);
    wait_done(timed);
    ctx_release(cancel);
    EXPECT(custom.registrations == 3 && custom.stops == 3);
    ctx_stop_t *stop = ctx_after_func(ctx, nothing, NULL);
    EXPECT(ctx_stop(stop) && custom.registrations == 4 && custom.stops == 4);
    EXPECT(!ctx_stop(stop) && custom.stops == 4);
    ctx_stop_drop(stop);
    plain_end(&custom);
    ctx_auto ctx_cancel_t *top = NULL; /* nothing to take out: the set went with the cascade */
    ctx_t *parent = ctx_with_cancel(ctx_background(), &top);
    (void)ctx_with_cancel(parent, &cancel);
    ctx_cancel(top);
    ctx_cancel(cancel);
    ctx_release(cancel);
}

void behaviour_30_a_timer_that_is_over_cancels_harmlessly(void)
{
    ctx_auto ctx_cancel_t *top = NULL, *fired = NULL, *cancelled = NULL, *live = NULL;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &top);
    ctx_t *a = ctx_with_timeout(parent, CTX_MS(1), &fired), *b = ctx_with_timeout(parent, CTX_S(3600), &cancelled);
    ctx_t *c = ctx_with_timeout(parent, CTX_S(3600), &live);
    wait_done(a);
    for (int i = 0; i < 3; i++) {
        ctx_cancel(fired);
        ctx_cancel_cause(cancelled, i == 0 ? &reason : NULL);
    }
    EXPECT(ctx_err(a) == CTX_DEADLINE_EXCEEDED && ctx_err(b) == CTX_CANCELED && ctx_cause(b) == &reason);
    EXPECT(ctx_err(parent) == CTX_OK && ctx_err(c) == CTX_OK && alive(CTX_LEDGER_TIMER) == 1);
    EXPECT(told_by(top) == 2);
}

static struct { ctx_func_t *fn; void *arg; int back; } hasty;
static void call_back_now(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    hasty.fn(hasty.arg);
    __atomic_store_n(&hasty.back, 1, __ATOMIC_RELEASE);
}
/* A task calls back while the registration is still under way: it waits for the child's lock until that has returned. */
static void *calls_back_meanwhile(ctx_custom_t *self, ctx_func_t *fn, void *arg)
{
    hasty.fn = fn, hasty.arg = arg, hasty.back = 0;
    plain(self)->registrations++;
    __atomic_store_n((int *)&plain(self)->err_, CTX_CANCELED, __ATOMIC_RELEASE);
    (void)task_go(ctx_background(), call_back_now, NULL);
    for (int i = 0; i < 50; i++) {
        task_yield();
        EXPECT(__atomic_load_n(&hasty.back, __ATOMIC_ACQUIRE) == 0);
    }
    return self;
}

static chan_t *busy_child_done;
static bool was_open, could_derive;
static void *looks_at_child(ctx_custom_t *self, ctx_func_t *fn, void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL; /* other contexts may be used under the child's lock */
    could_derive = ctx_err(ctx_with_cancel(ctx_background(), &cancel)) == CTX_OK;
    was_open = plain(self)->done == busy_child_done && !is_closed(busy_child_done);
    return after_func_ops.after_func(self, fn, arg);
}

void behaviour_31_by_every_child(void)
{
    ctx_ops_t ops = after_func_ops;
    ops.after_func = looks_at_child;
    plain_custom_t custom;
    ctx_t *ctx = plain_init(&custom, &ops, NULL);
    busy_child_done = custom.done;
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL;
    was_open = could_derive = false;
    (void)ctx_with_cancel(ctx, &a);
    EXPECT(was_open && could_derive && custom.registrations == 1);
    ctx_release(ctx_move(&a));
    was_open = could_derive = false;
    (void)ctx_with_timeout(ctx, CTX_S(1), &b);
    EXPECT(was_open && could_derive && custom.registrations == 2);
    ctx_release(ctx_move(&b));
    plain_end(&custom);
    ops.after_func = calls_back_meanwhile;
    ctx_t *child = ctx_with_cancel(plain_init(&custom, &ops, NULL), &a);
    wait_done(child);
    EXPECT(custom.registrations == 1 && ctx_err(child) == CTX_CANCELED);
    while (alive(CTX_LEDGER_TASK) != 0)
        task_yield();
    ctx_release(ctx_move(&a));
    plain_end(&custom);
}

/* ---- 32 to 34 ---------------------------------------------------------------------------------------------------- */

void behaviour_32_embedded_is_hidden(void)
{
    plain_custom_t inner, outer;
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL;
    ctx_t *ctx = plain_init(&inner, &after_func_ops, NULL);
    ctx_t *embeds = plain_init(&outer, &transparent_ops, ctx);
    ctx_t *child = ctx_with_cancel(embeds, &a);
    EXPECT(inner.registrations == 0 && alive(CTX_LEDGER_FORWARDER) == 1);
    ctx_kept ctx_t *value = ctx_with_value(ctx, link_key, NULL);
    ctx_stop_t *stop = ctx_after_func(value, nothing, NULL);
    EXPECT(inner.registrations == 0 && alive(CTX_LEDGER_FORWARDER) == 2);
    EXPECT(ctx_stop(stop));
    ctx_stop_drop(stop);
    ctx_t *direct = ctx_with_cancel(ctx, &b);
    EXPECT(inner.registrations == 1);
    plain_cancel(&inner, CTX_DEADLINE_EXCEEDED);
    EXPECT(ctx_err(direct) == CTX_DEADLINE_EXCEEDED);
    wait_done(child);
    EXPECT(ctx_err(child) == CTX_DEADLINE_EXCEEDED);
    ctx_release(ctx_move(&b));
    ctx_release(ctx_move(&a));
    ctx_drop(value);
    value = NULL;
    plain_end(&outer);
    plain_end(&inner);
}

static void expect_name(ctx_t *ctx, const char *expected)
{
    char name[160];
    size_t length = ctx_name(ctx, name, sizeof name);
    EXPECT_TEXT(name, expected);
    EXPECT(length == strlen(expected));
}

void behaviour_33_each_name(void)
{
    plain_custom_t custom;
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL, *c = NULL, *d = NULL;
    ctx_t *ctx = plain_init(&custom, &after_func_ops, NULL);
    ctx_t *child = ctx_with_cancel(ctx, &a), *below = ctx_with_cancel(child, &b);
    expect_name(ctx, "told");
    expect_name(child, "context.stopCtx.WithCancel");
    expect_name(below, "context.stopCtx.WithCancel.WithCancel");
    ctx_kept ctx_t *value = ctx_with_value(child, link_key, NULL);
    expect_name(value, "context.stopCtx.WithCancel.WithValue(link_key, <nil>)");
    ctx_kept ctx_t *above = ctx_with_value(ctx, link_key, NULL);
    expect_name(ctx_with_cancel(above, &c), "told.WithValue(link_key, <nil>).WithCancel"); /* a forwarder leaves no trace */
    plain_cancel(&custom, CTX_CANCELED);
    expect_name(child, "context.stopCtx.WithCancel"); /* also after the end */
    ctx_release(ctx_move(&c));
    ctx_release(ctx_move(&b));
    ctx_release(ctx_move(&a));
    ctx_drop(value);
    ctx_drop(above);
    value = above = NULL;
    plain_end(&custom);
    char name[160];
    (void)ctx_name(ctx_with_timeout(plain_init(&custom, &after_func_ops, NULL), CTX_S(5), &d), name, sizeof name);
    EXPECT(starts_with(name, "context.stopCtx.WithDeadline("));
    ctx_release(ctx_move(&d));
    plain_end(&custom);
}

static void count_arg(void *arg) { __atomic_fetch_add((int *)arg, 1, __ATOMIC_SEQ_CST); }

void behaviour_34_stopped_in_time(void)
{
    plain_custom_t custom;
    int ran = 0;
    ctx_t *ctx = plain_init(&custom, &after_func_ops, NULL);
    ctx_stop_t *stop = ctx_after_func(ctx, count_arg, &ran);
    EXPECT(ctx_stop(stop) && custom.stops == 1); /* the registration with the custom context is taken back as well */
    plain_cancel(&custom, CTX_CANCELED);
    EXPECT(!ctx_stop(stop) && ran == 0 && custom.stops == 1);
    ctx_stop_drop(stop);
    plain_end(&custom);
    ctx = plain_init(&custom, &after_func_ops, NULL); /* one that fired is given back too: stop may free it */
    stop = ctx_after_func(ctx, count_arg, &ran);
    plain_cancel(&custom, CTX_CANCELED);
    while (__atomic_load_n(&ran, __ATOMIC_SEQ_CST) == 0)
        task_yield();
    EXPECT(!ctx_stop(stop));
    ctx_stop_drop(stop);
    while (alive(CTX_LEDGER_TASK) != 0)
        task_yield();
    EXPECT(custom.stops == 1);
    plain_end(&custom);
}

/* claims_later.c — behaviours 35 to 46, claim by claim: functions that run after the end, and deadlines.
 */
#include "behaviours.h"

void behaviour_35_already_done_whatever_the_way(void);
void behaviour_36_twice_the_same_function(void);
void behaviour_37_many_stop_one_wins(void);
void behaviour_37_a_stopped_one_has_left(void);
void behaviour_38_nothing_is_registered(void);
void behaviour_39_the_function_needs_nobody(void);
void behaviour_40_in_its_order(void);
void behaviour_41_the_whole_string_and_the_end(void);
void behaviour_41_below_a_custom_deadline(void);
void behaviour_42_each_way_to_be_past(void);
void behaviour_43_the_handle_gives_no_cause(void);
void behaviour_44_a_cascade_stops_timers(void);
void behaviour_45_through_everything(void);
void behaviour_46_sums_saturate(void);

CTX_KEY(later_key);
static const ctx_error_t late = {.text = "late"}, reason = {.text = "reason"};
static void count_arg(void *arg) { __atomic_fetch_add((int *)arg, 1, __ATOMIC_SEQ_CST); }
static void close_arg(void *arg) { chan_close(arg); }
static int counted(const int *n) { return __atomic_load_n(n, __ATOMIC_SEQ_CST); }

static void expect_name(ctx_t *ctx, const char *expected)
{
    char name[200];
    (void)ctx_name(ctx, name, sizeof name);
    EXPECT_TEXT(name, expected);
}

/* ---- after_func -------------------------------------------------------------------------------------------------- */

void behaviour_35_already_done_whatever_the_way(void)
{
    ctx_auto ctx_cancel_t *top = NULL, *below = NULL, *past = NULL;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &top);
    ctx_t *child = ctx_with_cancel(parent, &below), *born = ctx_with_timeout(ctx_background(), 0, &past);
    ctx_kept ctx_t *value = ctx_with_value(child, later_key, NULL);
    ctx_cancel(top);
    plain_custom_t custom;
    ctx_t *foreign = plain_init(&custom, &severed_ops, NULL);
    plain_cancel(&custom, CTX_CANCELED);
    ctx_t *ended[] = {parent, child, value, born, foreign};
    for (int i = 0; i < 5; i++) {
        chan_auto chan_t *ran = chan_make_signal();
        ctx_stop_t *stop = ctx_after_func(ended[i], close_arg, ran);
        EXPECT(!ctx_stop(stop)); /* started at once */
        (void)chan_recv(ran, NULL);
        ctx_stop_drop(stop);
    }
    while (alive(CTX_LEDGER_TASK) != 0)
        task_yield();
    plain_end(&custom);
}

void behaviour_36_twice_the_same_function(void)
{
    enum { N = 5 };
    int ran = 0;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    ctx_stop_t *stops[N];
    for (int i = 0; i < N; i++)
        stops[i] = ctx_after_func(ctx, count_arg, &ran);
    EXPECT(alive(CTX_LEDGER_NODE) == 1 + N); /* N entries */
    ctx_cancel(cancel);
    while (counted(&ran) != N)
        task_yield();
    for (int i = 0; i < N; i++)
        ctx_stop_drop(stops[i]);
    EXPECT(counted(&ran) == N);
}

typedef struct stopping {
    ctx_stop_t *stop;
    int wins;
} stopping_t;
static void stop_it(ctx_t *ctx, void *arg)
{
    stopping_t *s = arg;
    (void)ctx;
    if (ctx_stop(s->stop))
        __atomic_fetch_add(&s->wins, 1, __ATOMIC_SEQ_CST);
}

void behaviour_37_many_stop_one_wins(void)
{
    enum { TASKS = 5 };
    for (int round = 0; round < 10; round++) {
        int ran = 0;
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
        stopping_t s = {ctx_after_func(ctx, count_arg, &ran), 0};
        task_t tasks[TASKS];
        for (int i = 0; i < TASKS; i++)
            tasks[i] = task_go(ctx_background(), stop_it, &s);
        if (round % 2 == 1)
            ctx_cancel(cancel);
        for (int i = 0; i < TASKS; i++)
            task_join(tasks[i]);
        while (s.wins == 0 && counted(&ran) == 0)
            task_yield();
        EXPECT(s.wins + counted(&ran) == 1 && (round % 2 == 1 || s.wins == 1));
        ctx_stop_drop(s.stop);
    }
}

void behaviour_37_a_stopped_one_has_left(void)
{
    int ran = 0;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    ctx_stop_t *a = ctx_after_func(ctx, count_arg, &ran), *b = ctx_after_func(ctx, count_arg, &ran);
    EXPECT(ctx_stop(a) && !ctx_stop(a));
    EXPECT(told_by(cancel) == 2); /* the context and b */
    EXPECT(!ctx_stop(b) && !ctx_stop(a));
    while (counted(&ran) != 1)
        task_yield();
    ctx_stop_drop(a);
    ctx_stop_drop(b);
}

void behaviour_38_nothing_is_registered(void)
{
    int ran = 0;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    ctx_kept ctx_t *value = ctx_with_value(detached, later_key, NULL);
    ctx_t *never[] = {ctx_background(), ctx_todo(), detached, value};
    ctx_stop_t *stops[4];
    for (int i = 0; i < 4; i++)
        stops[i] = ctx_after_func(never[i], count_arg, &ran);
    EXPECT(told_by(cancel) == 1 && alive(CTX_LEDGER_TASK) == 0 && alive(CTX_LEDGER_FORWARDER) == 0);
    for (int i = 0; i < 4; i++) {
        EXPECT(ctx_stop(stops[i]) && !ctx_stop(stops[i]));
        ctx_stop_drop(stops[i]);
    }
    EXPECT(ran == 0);
}

/* The registration stands although the handle is gone, and everything around it is given back. */
void behaviour_39_the_function_needs_nobody(void)
{
    chan_auto chan_t *ran = chan_make_signal(), *dropped = chan_make_signal();
    ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_keep(ctx_with_cancel(ctx_background(), &cancel));
    ctx_stop_drop(ctx_after_func(ctx, close_arg, dropped));
    ctx_stop_t *kept = ctx_after_func(ctx, close_arg, ran);
    ctx_drop(ctx);
    ctx_release(cancel);
    (void)chan_recv(dropped, NULL);
    (void)chan_recv(ran, NULL);
    EXPECT(!ctx_stop(kept));
    ctx_stop_drop(kept);
    {
        ctx_auto ctx_cancel_t *again = NULL;
        ctx_t *live = ctx_with_cancel(ctx_background(), &again);
        ctx_auto_stop ctx_stop_t *scoped = ctx_after_func(live, close_arg, ran); /* stopped by the end of its scope, before */
    }
    while (alive(CTX_LEDGER_TASK) != 0)
        task_yield();
}

/* ---- deadlines --------------------------------------------------------------------------------------------------- */

void behaviour_40_in_its_order(void)
{
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL, *c = NULL, *d = NULL;
    ctx_ns_t now = ctx_now(), deadline = 0;
    ctx_t *outer = ctx_with_deadline_cause(ctx_background(), now + CTX_S(50), &late, &a);
    ctx_t *later = ctx_with_timeout_cause(outer, CTX_S(3600), &reason, &b); /* the length counts as a point */
    EXPECT(ctx_deadline(later, &deadline) && deadline == now + CTX_S(50) && alive(CTX_LEDGER_TIMER) == 1);
    ctx_t *sooner = ctx_with_timeout(later, CTX_S(10), &c);
    EXPECT(ctx_deadline(sooner, &deadline) && deadline < now + CTX_S(50) && alive(CTX_LEDGER_TIMER) == 2);
    ctx_t *longest = ctx_with_timeout(ctx_background(), CTX_NO_DEADLINE, &d);
    EXPECT(ctx_deadline(longest, &deadline) && deadline == CTX_NO_DEADLINE); /* it is a deadline all the same */
}

/* False: the machine stood still until the deadline came, which says nothing. */
static bool whole_string_and_end(ctx_ns_t length)
{
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL, *c = NULL, *d = NULL;
    ctx_ns_t when = ctx_now() + length, deadline = 0;
    ctx_t *parent = ctx_with_deadline_cause(ctx_background(), when, &late, &a);
    ctx_t *child = ctx_with_deadline_cause(parent, when + 1, &reason, &b);
    char name[200], far_name[200];
    (void)ctx_name(child, name, sizeof name);
    bool one = alive(CTX_LEDGER_TIMER) == 1 && ctx_deadline(child, &deadline) && deadline == when;
    ctx_kept ctx_t *value = ctx_with_value(parent, later_key, NULL);
    ctx_t *far = ctx_with_timeout_cause(value, CTX_S(3600), &reason, &c); /* past a value as well */
    (void)ctx_name(far, far_name, sizeof far_name);
    one = one && alive(CTX_LEDGER_TIMER) == 1;
    ctx_t *twin = ctx_with_deadline_cause(parent, when, &reason, &d);
    bool two = alive(CTX_LEDGER_TIMER) == 2;
    if (ctx_now() >= when)
        return false;
    EXPECT(one && two);
    EXPECT(starts_with(name, "context.Background.WithDeadline("));
    EXPECT_TEXT(strstr(name, "]).") != NULL ? strstr(name, "]).") : "none", "]).WithCancel");
    EXPECT(strcmp(far_name + strlen(far_name) - 11, ".WithCancel") == 0);
    wait_done(far);
    wait_done(twin);
    EXPECT(ctx_err(child) == CTX_DEADLINE_EXCEEDED && ctx_err(far) == CTX_DEADLINE_EXCEEDED);
    EXPECT(ctx_cause(child) == &late && ctx_cause(far) == &late); /* the parent's, not their own */
    EXPECT(ctx_cause(twin) == &late || ctx_cause(twin) == &reason); /* whichever fired first */
    return true;
}

void behaviour_41_the_whole_string_and_the_end(void)
{
    for (ctx_ns_t length = CTX_MS(20); !whole_string_and_end(length); length *= 2)
        continue;
}

static bool at_five(ctx_custom_t *self, ctx_ns_t *deadline)
{
    (void)self;
    *deadline = 5; /* long past; and it has not ended itself */
    return true;
}

void behaviour_41_below_a_custom_deadline(void)
{
    ctx_ops_t ops = after_func_ops;
    ops.deadline = at_five;
    plain_custom_t custom;
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL, *c = NULL;
    ctx_ns_t deadline = 0;
    ctx_t *foreign = plain_init(&custom, &ops, NULL);
    ctx_t *child = ctx_with_deadline_cause(foreign, 6, &reason, &a); /* past, but the parent's is sooner: no timer, no end */
    EXPECT(ctx_err(child) == CTX_OK && ctx_deadline(child, &deadline) && deadline == 5);
    expect_name(child, "context.stopCtx.WithCancel");
    ctx_release(ctx_move(&a));
    ctx_t *equal = ctx_with_deadline_cause(foreign, 5, &reason, &b), *sooner = ctx_with_deadline(foreign, 4, &c);
    EXPECT(ctx_err(equal) == CTX_DEADLINE_EXCEEDED && ctx_cause(equal) == &reason && ctx_err(sooner) == CTX_DEADLINE_EXCEEDED);
    ctx_release(ctx_move(&b));
    ctx_release(ctx_move(&c));
    plain_end(&custom);
}

void behaviour_42_each_way_to_be_past(void)
{
    ctx_auto ctx_cancel_t *top = NULL, *cancel = NULL, *live = NULL;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &live);
    ctx_ns_t when = ctx_now(), points[] = {when, when - 1, 0, INT64_MIN}, deadline = 0;
    char name[200];
    for (int i = 0; i < 4; i++) {
        ctx_auto ctx_cancel_t *past = NULL;
        ctx_t *ctx = ctx_with_deadline_cause(parent, points[i], &late, &past);
        EXPECT(ctx_err(ctx) == CTX_DEADLINE_EXCEEDED && ctx_cause(ctx) == &late && is_closed(ctx_done(ctx)));
        EXPECT(ctx_deadline(ctx, &deadline) && deadline == points[i] && alive(CTX_LEDGER_TIMER) == 0);
        (void)ctx_name(ctx, name, sizeof name);
        EXPECT(strstr(name, ".WithDeadline(") != NULL && strstr(name, " [") != NULL);
        ctx_cancel_cause(past, &reason);
        EXPECT(ctx_err(ctx) == CTX_DEADLINE_EXCEEDED && ctx_cause(ctx) == &late);
        EXPECT(ctx_err(ctx_with_timeout_cause(ctx, 0, &reason, &cancel)) == CTX_DEADLINE_EXCEEDED);
        EXPECT(ctx_cause(ctx_of_cancel(cancel)) == &late); /* linking comes first: the parent's */
        ctx_release(ctx_move(&cancel));
    }
    EXPECT(told_by(live) == 1); /* none of them stayed */
    (void)ctx_with_cancel(ctx_background(), &top);
    ctx_cancel_cause(top, &reason);
    ctx_t *below = ctx_with_timeout_cause(ctx_of_cancel(top), -1, &late, &cancel);
    EXPECT(ctx_err(below) == CTX_CANCELED && ctx_cause(below) == &reason && ctx_deadline(below, &deadline));
}

void behaviour_43_the_handle_gives_no_cause(void)
{
    ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_keep(ctx_with_timeout_cause(ctx_background(), CTX_S(3600), &late, &cancel));
    ctx_release(cancel);
    EXPECT(ctx_err(ctx) == CTX_CANCELED && ctx_cause(ctx) == &ctx_error_canceled);
    ctx_drop(ctx);
    ctx_auto ctx_cancel_t *own = NULL, *top = NULL, *below = NULL;
    ctx_t *given = ctx_with_timeout_cause(ctx_background(), CTX_S(3600), &late, &own);
    ctx_cancel_cause(own, &reason);
    EXPECT(ctx_err(given) == CTX_CANCELED && ctx_cause(given) == &reason);
    ctx_t *fires = ctx_with_timeout_cause(ctx_background(), CTX_MS(1), &late, &top);
    ctx_t *child = ctx_with_cancel(fires, &below);
    wait_done(child);
    EXPECT(ctx_err(child) == CTX_DEADLINE_EXCEEDED && ctx_cause(child) == &late); /* down the tree with its cause */
}

/* False: the machine stood still until the first of them fired, which says nothing. */
static bool cascade_stops_timers(ctx_ns_t length)
{
    ctx_auto ctx_cancel_t *top = NULL, *a = NULL, *b = NULL, *c = NULL, *clock = NULL;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &top);
    ctx_ns_t first = ctx_now() + length;
    ctx_t *timed = ctx_with_timeout_cause(parent, 2 * length, &late, &a);
    ctx_t *below = ctx_with_timeout_cause(timed, length, &late, &b);
    bool armed = alive(CTX_LEDGER_TIMER) == 2;
    ctx_cancel_cause(top, &reason);
    if (ctx_now() >= first)
        return false;
    EXPECT(armed && alive(CTX_LEDGER_TIMER) == 0);
    ctx_t *unarmed = ctx_with_timeout_cause(parent, length, &late, &c);
    EXPECT(alive(CTX_LEDGER_TIMER) == 0);
    wait_done(ctx_with_timeout(ctx_background(), 3 * length, &clock)); /* all these instants have passed */
    EXPECT(ctx_cause(timed) == &reason && ctx_cause(below) == &reason && ctx_cause(unarmed) == &reason);
    EXPECT(ctx_err(timed) == CTX_CANCELED && ctx_err(below) == CTX_CANCELED && ctx_err(unarmed) == CTX_CANCELED);
    return true;
}

void behaviour_44_a_cascade_stops_timers(void)
{
    for (ctx_ns_t length = CTX_MS(2); !cascade_stops_timers(length); length *= 2)
        continue;
}

static bool own_deadline(ctx_custom_t *self, ctx_ns_t *deadline)
{
    (void)self;
    *deadline = CTX_S(77);
    return true;
}
static bool no_deadline(ctx_custom_t *self, ctx_ns_t *deadline)
{
    (void)self, (void)deadline;
    return false;
}

void behaviour_45_through_everything(void)
{
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL;
    ctx_ns_t when = ctx_now() + CTX_S(100), deadline = 17;
    ctx_t *outer = ctx_with_deadline(ctx_background(), when, &a);
    plain_custom_t custom;
    ctx_ops_t ops = transparent_ops;
    ctx_t *wrapped = plain_init(&custom, &ops, outer);
    EXPECT(ctx_deadline(wrapped, &deadline) && deadline == when);
    ops.deadline = own_deadline;
    EXPECT(ctx_deadline(wrapped, &deadline) && deadline == CTX_S(77));
    ops.deadline = no_deadline; /* says that there is none, although there is one above */
    deadline = 17;
    EXPECT(!ctx_deadline(wrapped, &deadline) && deadline == 17);
    ctx_t *below = ctx_with_deadline(wrapped, when + 1, &b); /* and is believed: no downgrade */
    EXPECT(ctx_deadline(below, &deadline) && deadline == when + 1);
    ctx_release(ctx_move(&b));
    plain_end(&custom);
    ctx_cancel(a);
    EXPECT(ctx_deadline(outer, &deadline) && deadline == when); /* also after the end */
}

void behaviour_46_sums_saturate(void)
{
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL, *c = NULL;
    ctx_ns_t deadline = 0;
    ctx_t *ctx = ctx_with_timeout(ctx_background(), INT64_MAX - 1, &a);
    EXPECT(ctx_err(ctx) == CTX_OK && ctx_deadline(ctx, &deadline) && deadline == CTX_NO_DEADLINE);
    EXPECT(ctx_err(ctx_with_timeout(ctx_background(), INT64_MIN, &b)) == CTX_DEADLINE_EXCEEDED);
    char name[200];
    ctx_t *huge = ctx_with_timeout(ctx_background(), (ctx_ns_t)1 << 62, &c);
    EXPECT(ctx_name(huge, name, sizeof name) < sizeof name && strstr(name, "h") != NULL);
    EXPECT(ctx_after(0, INT64_MAX) == INT64_MAX && ctx_after(-1, INT64_MIN) == INT64_MIN && ctx_after(5, -7) == -2);
    timer_auto chan_timer_t *never = timer_new(INT64_MAX);
    EXPECT(chan_select(CHAN_RECV(timer_chan(never), NULL), CHAN_DEFAULT) == -1 && timer_stop(never));
}

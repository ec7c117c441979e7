/* together.c — groups, single flight, signals.
 */
#include "behaviours.h"
#include "ctx_flight.h"
#include "ctx_group.h"
#include "ctx_signal.h"

#include <signal.h>

void neighbour_group(void);
void neighbour_group_limit(void);
void neighbour_flight(void);
void neighbour_flight_panics(void);
void neighbour_flight_channel(void);
void neighbour_signals(void);

static const ctx_error_t broken = {.text = "broken"};

static const ctx_error_t *fails(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    return &broken;
}
static const ctx_error_t *waits(ctx_t *ctx, void *arg)
{
    (void)arg;
    wait_done(ctx);
    return ctx_cause(ctx) == &broken ? &ctx_error_canceled : NULL; /* a later error does not count */
}
static const ctx_error_t *succeeds(ctx_t *ctx, void *arg)
{
    EXPECT(ctx_err(ctx) == CTX_OK);
    __atomic_fetch_add((int *)arg, 1, __ATOMIC_SEQ_CST);
    return NULL;
}

void neighbour_group(void)
{
    int ran = 0;
    ctx_auto_group ctx_group_t *group = NULL, *happy = NULL;
    ctx_t *ctx = ctx_with_group(ctx_background(), &group);
    ctx_group_go(group, waits, NULL);
    ctx_group_go(group, waits, NULL);
    ctx_group_go(group, fails, NULL);
    EXPECT(ctx_group_wait(group) == &broken);
    EXPECT(ctx_err(ctx) == CTX_CANCELED && ctx_cause(ctx) == &broken);
    ctx = ctx_with_group(ctx_background(), &happy);
    for (int i = 0; i < 5; i++)
        ctx_group_go(happy, succeeds, &ran);
    EXPECT(ctx_group_wait(happy) == NULL && ran == 5);
    EXPECT(ctx_err(ctx) == CTX_CANCELED && ctx_cause(ctx) == &ctx_error_canceled); /* over is over */
}

static chan_t *gate;
static const ctx_error_t *at_gate(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    (void)chan_recv(gate, NULL);
    return NULL;
}
static const ctx_error_t *counts(ctx_t *ctx, void *arg)
{
    (void)ctx;
    __atomic_fetch_add((int *)arg, 1, __ATOMIC_SEQ_CST);
    return NULL;
}
static void change_limit(void *arg) { ctx_group_limit((ctx_group_t *)arg, 5); }

void neighbour_group_limit(void)
{
    int ran = 0;
    gate = chan_make_signal();
    ctx_auto_group ctx_group_t *group = NULL;
    (void)ctx_with_group(ctx_background(), &group);
    ctx_group_limit(group, 2);
    EXPECT(ctx_group_try_go(group, at_gate, NULL) && ctx_group_try_go(group, at_gate, NULL));
    EXPECT(!ctx_group_try_go(group, counts, &ran));
    EXPECT_TEXT(task_try(change_limit, group), "errgroup: modify limit while tasks in the group are still active");
    chan_close(gate);
    ctx_group_go(group, counts, &ran); /* waits for a place */
    EXPECT(ctx_group_wait(group) == NULL && ran == 1);
    ctx_group_limit(group, 0);
    EXPECT(!ctx_group_try_go(group, counts, &ran));
    ctx_group_limit(group, -1);
    EXPECT(ctx_group_try_go(group, counts, &ran));
    EXPECT(ctx_group_wait(group) == NULL && ran == 2);
    chan_drop(gate);
}

typedef struct load {
    ctx_flight_t *flight;
    chan_t *started, *go;
    int calls;
} load_t;
static char answer[] = "answer";

static void *load(void *arg, const ctx_error_t **err)
{
    load_t *l = arg;
    (void)err;
    l->calls++;
    chan_close(l->started);
    (void)chan_recv(l->go, NULL);
    return answer;
}
static void ask(ctx_t *ctx, void *arg)
{
    load_t *l = arg;
    (void)ctx;
    ctx_flight_result_t r = ctx_flight_do(l->flight, "key", load, l);
    EXPECT(r.value == answer && r.err == NULL && r.shared);
}
static void *never(void *arg, const ctx_error_t **err)
{
    (void)arg;
    *err = &broken;
    return NULL;
}

void neighbour_flight(void)
{
    load_t l = {ctx_flight_new(), chan_make_signal(), chan_make_signal(), 0};
    task_t first = task_go(ctx_background(), ask, &l);
    (void)chan_recv(l.started, NULL);
    chan_t *second = ctx_flight_do_chan(l.flight, "key", never, NULL); /* joins the call that is under way */
    ctx_flight_result_t r = ctx_flight_do(l.flight, "other key", never, NULL);
    EXPECT(r.value == NULL && r.err == &broken && !r.shared);
    ctx_flight_forget(l.flight, "key");
    r = ctx_flight_do(l.flight, "key", never, NULL); /* forgotten: a call of its own */
    EXPECT(r.err == &broken && !r.shared);
    chan_close(l.go);
    task_join(first);
    EXPECT(chan_recv(second, &r) && r.value == answer && r.shared && l.calls == 1);
    chan_drop(second);
    chan_drop(l.started);
    chan_drop(l.go);
    ctx_flight_drop(l.flight);
}

static void *explodes(void *arg, const ctx_error_t **err)
{
    load_t *l = arg;
    (void)err;
    chan_close(l->started);
    (void)chan_recv(l->go, NULL);
    ctx_panic("load failed");
}
static void ask_for_trouble(void *arg)
{
    load_t *l = arg;
    (void)ctx_flight_do(l->flight, "key", explodes, l);
}
static void expect_trouble(ctx_t *ctx, void *arg)
{
    (void)ctx;
    EXPECT_TEXT(task_try(ask_for_trouble, arg), "load failed");
}
static void joins_trouble(void *arg)
{
    load_t *l = arg;
    (void)ctx_flight_do(l->flight, "key", never, NULL);
}
static void expect_shared_trouble(ctx_t *ctx, void *arg)
{
    load_t *l = arg;
    (void)ctx;
    const char *rule = task_try(joins_trouble, l); /* it joined, unless it came too late */
    EXPECT(rule == NULL || same_text(rule, "load failed"));
}

void neighbour_flight_panics(void)
{
    load_t l = {ctx_flight_new(), chan_make_signal(), chan_make_signal(), 0};
    task_t first = task_go(ctx_background(), expect_trouble, &l);
    (void)chan_recv(l.started, NULL);
    task_t second = task_go(ctx_background(), expect_shared_trouble, &l);
    task_yield();
    chan_close(l.go);
    task_join(first);
    task_join(second);
    chan_drop(l.started);
    chan_drop(l.go);
    ctx_flight_drop(l.flight);
}

static void *gives(void *arg, const ctx_error_t **err)
{
    (void)err;
    return arg;
}

void neighbour_flight_channel(void)
{
    ctx_auto_flight ctx_flight_t *flight = ctx_flight_new();
    chan_auto chan_t *ch = ctx_flight_do_chan(flight, "key", gives, answer);
    ctx_flight_result_t r = {0};
    EXPECT(chan_recv(ch, &r) && r.value == answer && !r.shared);
}

static void bad_signal(void *arg)
{
    ctx_signals_t *signals = NULL;
    (void)arg;
    (void)ctx_with_signals(ctx_background(), &signals, 4711);
}

void neighbour_signals(void)
{
    ctx_auto_signals ctx_signals_t *signals = NULL;
    ctx_t *ctx = ctx_with_signals(ctx_background(), &signals, SIGINT, SIGTERM);
    EXPECT(ctx_signal_raise(SIGHUP) == 0 && ctx_err(ctx) == CTX_OK);
    EXPECT(ctx_signal_raise(SIGTERM) == 1);
    EXPECT(ctx_err(ctx) == CTX_CANCELED);
    EXPECT_TEXT(ctx_cause(ctx)->text, "terminated signal received");
    (void)ctx_signal_raise(SIGINT); /* the first one counts */
    EXPECT_TEXT(ctx_cause(ctx)->text, "terminated signal received");
    EXPECT_TEXT(task_try(bad_signal, NULL), "no such signal");
}

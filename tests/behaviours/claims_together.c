/* claims_together.c — groups, single flight, signals, channels of contexts: the claims about misuse and about everybody.
 */
#include "behaviours.h"
#include "ctx_flight.h"
#include "ctx_group.h"
#include "ctx_signal.h"

#include <signal.h>

void neighbour_group_first_error(void);
void neighbour_group_misuse(void);
void neighbour_group_from_above(void);
void neighbour_group_go_blocks(void);
void neighbour_flight_panic_reaches_everybody(void);
void neighbour_flight_forget(void);
void neighbour_flight_outlives_its_owner(void);
void neighbour_signals_name_the_cause(void);
void neighbour_signals_stop(void);
void neighbour_done_is_a_channel(void);

static const ctx_error_t broken = {.text = "broken"}, also_broken = {.text = "also broken"};

/* ---- groups ------------------------------------------------------------------------------------------------------ */

typedef struct turn {
    chan_t *go;
    const ctx_error_t *err;
    int ran;
} turn_t;

static const ctx_error_t *take_turn(ctx_t *ctx, void *arg)
{
    turn_t *turn = arg;
    (void)ctx;
    (void)chan_recv(turn->go, NULL);
    __atomic_fetch_add(&turn->ran, 1, __ATOMIC_SEQ_CST);
    return turn->err;
}
static const ctx_error_t *until_done(ctx_t *ctx, void *arg)
{
    wait_done(ctx);
    __atomic_fetch_add(&((turn_t *)arg)->ran, 1, __ATOMIC_SEQ_CST);
    return ((turn_t *)arg)->err;
}

/* The first to fail, not the first to start; wait is not back before the last has ended. */
void neighbour_group_first_error(void)
{
    turn_t early = {chan_make_signal(), &broken, 0}, late = {NULL, &also_broken, 0};
    ctx_auto_group ctx_group_t *group = NULL;
    ctx_t *ctx = ctx_with_group(ctx_background(), &group);
    ctx_group_go(group, until_done, &late);
    ctx_group_go(group, take_turn, &early);
    EXPECT(ctx_err(ctx) == CTX_OK);
    chan_close(early.go);
    EXPECT(ctx_group_wait(group) == &broken && early.ran == 1 && late.ran == 1);
    EXPECT(ctx_err(ctx) == CTX_CANCELED && ctx_cause(ctx) == &broken);
    EXPECT(ctx_group_wait(group) == &broken); /* as often as one likes */
    chan_drop(early.go);
}

static struct { ctx_group_t *group; int n; } wanted;
static void set_limit(void *arg)
{
    (void)arg;
    ctx_group_limit(wanted.group, wanted.n);
}
static void go_nothing(void *arg)
{
    (void)arg;
    ctx_group_go(wanted.group, NULL, NULL);
}
static void try_nothing(void *arg)
{
    (void)arg;
    (void)ctx_group_try_go(wanted.group, NULL, NULL);
}

void neighbour_group_misuse(void)
{
    static const int limits[] = {5, 1, 0, -1};
    turn_t turn = {chan_make_signal(), NULL, 0};
    ctx_auto_group ctx_group_t *group = NULL;
    (void)ctx_with_group(ctx_background(), &group);
    ctx_group_limit(group, 2);
    ctx_group_limit(group, 1); /* nobody runs: as often as one likes */
    EXPECT(ctx_group_try_go(group, take_turn, &turn) && !ctx_group_try_go(group, take_turn, &turn));
    for (int i = 0; i < 4; i++) {
        wanted.group = group, wanted.n = limits[i];
        EXPECT_TEXT(task_try(set_limit, NULL), "errgroup: modify limit while tasks in the group are still active");
    }
    EXPECT(!ctx_group_try_go(group, take_turn, &turn)); /* and nothing was modified */
    EXPECT_TEXT(task_try(go_nothing, NULL), "go of nil func value");
    EXPECT_TEXT(task_try(try_nothing, NULL), "go of nil func value");
    chan_close(turn.go);
    EXPECT(ctx_group_wait(group) == NULL && turn.ran == 1);
    ctx_group_limit(group, 3);
    for (int i = 0; i < 3; i++)
        EXPECT(ctx_group_try_go(group, take_turn, &turn));
    EXPECT(ctx_group_wait(group) == NULL && turn.ran == 4);
    chan_drop(turn.go);
    wanted.group = NULL;
    EXPECT_TEXT(task_try(go_nothing, NULL), "runtime error: invalid memory address or nil pointer dereference");
}

void neighbour_group_from_above(void)
{
    turn_t turn = {NULL, &broken, 0};
    ctx_auto ctx_cancel_t *top = NULL;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &top);
    ctx_group_t *group = NULL;
    ctx_t *ctx = ctx_with_group(parent, &group);
    ctx_group_go(group, until_done, &turn);
    ctx_cancel_cause(top, &also_broken);
    EXPECT(ctx_group_wait(group) == &broken); /* the member's own error; the cause came from above */
    EXPECT(ctx_cause(ctx) == &also_broken && turn.ran == 1);
    ctx_group_release(group);
    brake_t counted; /* the error is kept as long as the group is */
    brake_init(&counted, -1);
    ctx_group_t *keeps = NULL;
    turn.err = &counted.error;
    ctx = ctx_keep(ctx_with_group(ctx_background(), &keeps));
    turn.go = chan_make_signal();
    ctx_group_go(keeps, take_turn, &turn);
    chan_close(turn.go);
    EXPECT(ctx_group_wait(keeps) == &counted.error && counted.calls == 2 && counted.drops == 0); /* the group's, its context's */
    ctx_group_release(keeps);
    EXPECT(ctx_cause(ctx) == &counted.error && counted.drops == 1);
    ctx_drop(ctx);
    brake_end(&counted);
    chan_drop(turn.go);
    EXPECT(turn.ran == 2);
    ctx_group_t *abandoned = NULL; /* released without a wait: cancelled and joined */
    turn.err = NULL;
    (void)ctx_with_group(ctx_background(), &abandoned);
    ctx_group_go(abandoned, until_done, &turn);
    ctx_group_go(abandoned, until_done, &turn);
    ctx_group_release(abandoned);
    EXPECT(turn.ran == 4);
}

typedef struct starter {
    ctx_group_t *group;
    turn_t turn;
    int started;
} starter_t;
static void start_two(ctx_t *ctx, void *arg)
{
    starter_t *s = arg;
    (void)ctx;
    ctx_group_go(s->group, take_turn, &s->turn);
    __atomic_store_n(&s->started, 1, __ATOMIC_RELEASE);
    ctx_group_go(s->group, take_turn, &s->turn);
    __atomic_store_n(&s->started, 2, __ATOMIC_RELEASE);
}

void neighbour_group_go_blocks(void)
{
    starter_t s = {.turn = {chan_make_signal(), NULL, 0}};
    (void)ctx_with_group(ctx_background(), &s.group);
    ctx_group_limit(s.group, 1);
    task_t task = task_go(ctx_background(), start_two, &s);
    while (__atomic_load_n(&s.started, __ATOMIC_ACQUIRE) == 0)
        task_yield();
    for (int i = 0; i < 10; i++) {
        task_yield();
        EXPECT(__atomic_load_n(&s.started, __ATOMIC_ACQUIRE) == 1); /* the place is taken until its member ends */
    }
    chan_close(s.turn.go);
    task_join(task);
    EXPECT(s.started == 2 && ctx_group_wait(s.group) == NULL && s.turn.ran == 2);
    ctx_group_release(s.group);
    chan_drop(s.turn.go);
}

/* ---- single flight ------------------------------------------------------------------------------------------------ */

typedef struct call {
    ctx_flight_t *flight;
    chan_t *started, *go;
    int calls, own_calls; /* own_calls: somebody came too late and called for itself */
    int panics;
} call_t;
static char answer[] = "answer";

static void *explodes(void *arg, const ctx_error_t **err)
{
    call_t *c = arg;
    (void)err;
    __atomic_fetch_add(&c->calls, 1, __ATOMIC_SEQ_CST);
    chan_close(c->started);
    (void)chan_recv(c->go, NULL);
    ctx_panic("load failed");
}
static void *own_call(void *arg, const ctx_error_t **err)
{
    (void)err;
    __atomic_fetch_add(&((call_t *)arg)->own_calls, 1, __ATOMIC_SEQ_CST);
    return answer;
}
static void lead(void *arg) { (void)ctx_flight_do(((call_t *)arg)->flight, "key", explodes, arg); }
static void follow(void *arg) { (void)ctx_flight_do(((call_t *)arg)->flight, "key", own_call, arg); }
static void recover_lead(ctx_t *ctx, void *arg)
{
    (void)ctx;
    EXPECT_TEXT(task_try(lead, arg), "load failed");
    __atomic_fetch_add(&((call_t *)arg)->panics, 1, __ATOMIC_SEQ_CST);
}
static void recover_follow(ctx_t *ctx, void *arg)
{
    const char *rule = task_try(follow, arg);
    (void)ctx;
    EXPECT(rule == NULL || same_text(rule, "load failed"));
    __atomic_fetch_add(&((call_t *)arg)->panics, rule != NULL, __ATOMIC_SEQ_CST);
}

/* Who asks while it is under way shares the panic; who asks on a channel is told by an error. Repeated until three really
 * were waiting. */
void neighbour_flight_panic_reaches_everybody(void)
{
    enum { FOLLOWERS = 3 };
    call_t c;
    do {
        c = (call_t){ctx_flight_new(), chan_make_signal(), chan_make_signal(), 0, 0, 0};
        task_t tasks[FOLLOWERS], leader = task_go(ctx_background(), recover_lead, &c);
        (void)chan_recv(c.started, NULL);
        chan_t *ch = ctx_flight_do_chan(c.flight, "key", own_call, &c);
        for (int i = 0; i < FOLLOWERS; i++)
            tasks[i] = task_go(ctx_background(), recover_follow, &c);
        for (int i = 0; i < 50; i++)
            task_yield();
        chan_close(c.go);
        task_join(leader);
        for (int i = 0; i < FOLLOWERS; i++)
            task_join(tasks[i]);
        ctx_flight_result_t r = {0};
        EXPECT(chan_recv(ch, &r) && r.value == NULL && r.err != NULL && r.shared);
        EXPECT(c.calls == 1 && c.panics + c.own_calls >= 1 + (c.own_calls > 0));
        EXPECT(c.own_calls > 0 || c.panics == 1 + FOLLOWERS);
        chan_drop(ch);
        chan_drop(c.started);
        chan_drop(c.go);
        ctx_flight_drop(c.flight);
    } while (c.own_calls > 0);
}

static void *waits_then_answers(void *arg, const ctx_error_t **err)
{
    call_t *c = arg;
    (void)err;
    __atomic_fetch_add(&c->calls, 1, __ATOMIC_SEQ_CST);
    (void)chan_recv(c->go, NULL);
    return answer;
}

void neighbour_flight_forget(void)
{
    call_t c = {ctx_flight_new(), NULL, chan_make_signal(), 0, 0, 0};
    ctx_flight_forget(c.flight, "key"); /* nothing to forget */
    chan_t *one = ctx_flight_do_chan(c.flight, "key", waits_then_answers, &c);
    chan_t *joins = ctx_flight_do_chan(c.flight, "key", own_call, &c);
    ctx_flight_forget(c.flight, "other key");
    chan_t *still_joins = ctx_flight_do_chan(c.flight, "key", own_call, &c);
    ctx_flight_forget(c.flight, "key");
    chan_t *two = ctx_flight_do_chan(c.flight, "key", waits_then_answers, &c); /* a second one, beside the first */
    chan_close(c.go);
    chan_t *all[] = {one, joins, still_joins, two};
    for (int i = 0; i < 4; i++) {
        ctx_flight_result_t r = {0};
        EXPECT(chan_recv(all[i], &r) && r.value == answer && r.err == NULL && r.shared == (i < 3));
        chan_drop(all[i]);
    }
    EXPECT(c.calls == 2 && c.own_calls == 0);
    ctx_flight_result_t r = ctx_flight_do(c.flight, "key", own_call, &c); /* both are over: a new one */
    EXPECT(r.value == answer && !r.shared && c.own_calls == 1);
    ctx_flight_drop(c.flight);
    chan_drop(c.go);
}

void neighbour_flight_outlives_its_owner(void)
{
    call_t c = {ctx_flight_new(), NULL, chan_make_signal(), 0, 0, 0};
    char key[] = "key"; /* copied */
    chan_t *one = ctx_flight_do_chan(c.flight, key, waits_then_answers, &c);
    key[0] = 'K';
    chan_t *two = ctx_flight_do_chan(c.flight, "key", own_call, &c);
    ctx_flight_drop(c.flight);
    chan_close(c.go);
    ctx_flight_result_t r = {0};
    EXPECT(chan_recv(one, &r) && r.shared && chan_recv(two, &r) && r.value == answer && c.own_calls == 0);
    chan_drop(one);
    chan_drop(two);
    chan_drop(c.go);
}

/* ---- signals ----------------------------------------------------------------------------------------------------- */

void neighbour_signals_name_the_cause(void)
{
    static const struct { int number; const char *text; } cases[] = {{SIGINT, "interrupt signal received"},
        {SIGTERM, "terminated signal received"}, {SIGHUP, "hangup signal received"}, {SIGQUIT, "quit signal received"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ctx_auto_signals ctx_signals_t *signals = NULL;
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *ctx = ctx_with_signals(ctx_background(), &signals, SIGINT, SIGTERM, SIGHUP, SIGQUIT);
        ctx_t *child = ctx_with_cancel(ctx, &cancel);
        EXPECT(ctx_signal_raise(cases[i].number) == 1);
        EXPECT(ctx_err(ctx) == CTX_CANCELED && ctx_err(child) == CTX_CANCELED);
        EXPECT_TEXT(ctx_cause(child)->text, cases[i].text);
        EXPECT(ctx_cause(ctx)->err == CTX_CANCELED);
        (void)ctx_signal_raise(SIGINT == cases[i].number ? SIGTERM : SIGINT);
        EXPECT_TEXT(ctx_cause(ctx)->text, cases[i].text); /* the first one counts */
    }
}

static void raise_wrong(void *arg) { (void)ctx_signal_raise(*(int *)arg); }

void neighbour_signals_stop(void)
{
    ctx_signals_t *one = NULL, *two = NULL;
    ctx_auto ctx_cancel_t *top = NULL;
    ctx_t *a = ctx_with_signals(ctx_background(), &one, SIGTERM);
    ctx_t *b = ctx_keep(ctx_with_signals(ctx_with_cancel(ctx_background(), &top), &two, SIGTERM, SIGTERM));
    ctx_signals_release(two); /* ended by its own release, by no signal */
    EXPECT(ctx_err(b) == CTX_CANCELED && ctx_cause(b) == &ctx_error_canceled);
    EXPECT(ctx_signal_raise(SIGTERM) == 1 && ctx_err(a) == CTX_CANCELED);
    ctx_signals_release(one);
    EXPECT(ctx_signal_raise(SIGTERM) == 0); /* nobody waits any more, and nothing happens */
    ctx_drop(b);
    ctx_t *c = ctx_with_signals(ctx_of_cancel(top), &one, SIGUSR1);
    ctx_cancel_cause(top, &broken);
    EXPECT(ctx_cause(c) == &broken); /* its parent ends it, too */
    ctx_signals_release(one);
    for (int wrong = -1; wrong <= 65; wrong += wrong < 0 ? 1 : 65)
        EXPECT_TEXT(task_try(raise_wrong, &wrong), "no such signal");
}

/* ---- done as a channel --------------------------------------------------------------------------------------------- */

static void send_on(void *arg) { chan_send((chan_t *)arg, NULL); }
static void select_send(void *arg) { (void)chan_select(CHAN_SEND((chan_t *)arg, NULL)); }
static void too_big(void *arg)
{
    (void)arg;
    chan_drop(chan_make(long, SIZE_MAX / 4));
}

void neighbour_done_is_a_channel(void)
{
    ctx_cancel_t *cancel = NULL;
    chan_t *done = chan_keep(ctx_done(ctx_with_cancel(ctx_background(), &cancel)));
    EXPECT(chan_len(done) == 0 && chan_len(NULL) == 0 && !is_closed(done));
    EXPECT_TEXT(task_try(send_on, done), "send on a context's done channel");
    EXPECT_TEXT(task_try(select_send, done), "send on a context's done channel");
    EXPECT_TEXT(task_try(too_big, NULL), "makechan: size out of range");
    ctx_release(cancel);
    bool open = true;
    EXPECT(is_closed(done)); /* kept: it outlives the handle */
    EXPECT(chan_select(CHAN_RECV_OPEN(done, NULL, &open)) == 0 && !open && !chan_recv(done, NULL));
    chan_drop(done);
    ctx_auto ctx_cancel_t *again = NULL;
    ctx_t *ended = ctx_with_cancel(ctx_background(), &again);
    ctx_cancel(again);
    int asked = 0; /* an arm looks at its context once */
    EXPECT(chan_select(CHAN_DONE((asked++, ended)), CHAN_DEFAULT) == 0 && asked == 1);
    chan_drop(chan_keep(ctx_done(ended))); /* the shared one: nobody's */
    EXPECT(is_closed(ctx_done(ended)));
}

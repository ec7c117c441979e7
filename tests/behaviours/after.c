/* after.c — behaviours 35 to 39: after_func.
 */
#include "behaviours.h"

void behaviour_35_runs_once_done(void);
void behaviour_36_registrations_are_independent(void);
void behaviour_37_stop_or_run(void);
void behaviour_38_on_background(void);
void behaviour_39_launched_not_run(void);

static void count_up(void *arg) { (void)wait_group_add((wait_group_t *)arg, -1); }
static void close_arg(void *arg) { chan_close(arg); }

void behaviour_35_runs_once_done(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    chan_auto chan_t *before = chan_make_signal(), *after = chan_make_signal();
    ctx_stop_t *early = ctx_after_func(ctx, close_arg, before);
    EXPECT(!is_closed(before));
    ctx_cancel(cancel);
    (void)chan_recv(before, NULL);
    ctx_stop_t *late = ctx_after_func(ctx, close_arg, after); /* already cancelled: at once, in a task of its own */
    (void)chan_recv(after, NULL);
    EXPECT(!ctx_stop(early) && !ctx_stop(late));
    ctx_stop_drop(early);
    ctx_stop_drop(late);
}

void behaviour_36_registrations_are_independent(void)
{
    enum { N = 10 };
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    wait_group_t all = {0};
    ctx_stop_t *stops[N];
    wait_group_add(&all, N - 1);
    for (int i = 0; i < N; i++)
        stops[i] = ctx_after_func(ctx, count_up, &all);
    EXPECT(ctx_stop(stops[3])); /* one of them is taken back */
    ctx_cancel(cancel);
    wait_group_wait(&all);
    for (int i = 0; i < N; i++) {
        EXPECT(!ctx_stop(stops[i]));
        ctx_stop_drop(stops[i]);
    }
}

typedef struct duel {
    ctx_cancel_t *cancel;
    int ran;
} duel_t;

static void ran(void *arg) { __atomic_fetch_add(&((duel_t *)arg)->ran, 1, __ATOMIC_SEQ_CST); }
static void cancel_duel(ctx_t *ctx, void *arg)
{
    (void)ctx;
    ctx_cancel(((duel_t *)arg)->cancel);
}

void behaviour_37_stop_or_run(void)
{
    for (int i = 0; i < 50; i++) {
        duel_t duel = {0};
        ctx_t *ctx = ctx_with_cancel(ctx_background(), &duel.cancel);
        ctx_stop_t *stop = ctx_after_func(ctx, ran, &duel);
        chan_t *hidden_gone = chan_make_signal();
        ctx_stop_t *last = ctx_after_func(ctx, close_arg, hidden_gone);
        task_t canceller = task_go(ctx_background(), cancel_duel, &duel);
        bool stopped = ctx_stop(stop);
        EXPECT(!ctx_stop(stop)); /* the second says no */
        task_join(canceller);
        (void)chan_recv(hidden_gone, NULL);
        while (!stopped && __atomic_load_n(&duel.ran, __ATOMIC_SEQ_CST) == 0)
            task_yield(); /* then it runs: exactly one of the two */
        EXPECT(__atomic_load_n(&duel.ran, __ATOMIC_SEQ_CST) == !stopped);
        ctx_stop_drop(stop);
        ctx_stop_drop(last);
        ctx_release(duel.cancel);
        chan_drop(hidden_gone);
    }
}

void behaviour_38_on_background(void)
{
    ctx_stop_t *stop = ctx_after_func(ctx_background(), close_arg, NULL);
    EXPECT(ctx_stop(stop));
    EXPECT(!ctx_stop(stop));
    ctx_stop_drop(stop);
    ctx_stop_t *forgotten = ctx_after_func(ctx_todo(), close_arg, NULL);
    ctx_stop_drop(forgotten); /* registered nowhere: nothing stays */
}

typedef struct gate {
    chan_t *go, *over;
} gate_t;
static void wait_at_gate(void *arg)
{
    gate_t *gate = arg;
    (void)chan_recv(gate->go, NULL);
    chan_close(gate->over);
}

void behaviour_39_launched_not_run(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    gate_t gate = {chan_make_signal(), chan_make_signal()};
    ctx_stop_t *stop = ctx_after_func(ctx, wait_at_gate, &gate);
    ctx_cancel(cancel); /* returns although the function has not ended */
    EXPECT(!is_closed(gate.over));
    EXPECT(!ctx_stop(stop)); /* and stop does not wait for it */
    chan_close(gate.go);
    (void)chan_recv(gate.over, NULL);
    ctx_stop_drop(stop);
    chan_drop(gate.go);
    chan_drop(gate.over);
}

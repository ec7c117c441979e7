/* lanes.c — children in lanes (engine/threads/lanes.h): the same behaviours as without. Compiled with the engine's private
 * headers, so that a parent can be given lanes without waiting for threads to fight.
 */
#define _GNU_SOURCE 1 /* sched_getaffinity */
#include "ctx_chan.h"
#include "ctx_task.h"
#include "lanes.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int passed, failed;
static void expect(bool holds, const char *what)
{
    printf("%s - %s\n", holds ? "ok" : "not ok", what);
    fflush(stdout);
    holds ? passed++ : failed++;
}

static bool has_lanes(ctx_t *ctx) { return lanes_of(node_cancel(ctx)) != NULL; }

static void fight(ctx_t *ctx)
{
    owner_lock(node_cancel(ctx));
    for (int i = 0; i < 100; i++)
        lanes_fought(node_cancel(ctx));
    rt_unlock(&node_cancel(ctx)->done.lock);
}

static ctx_t *laned_parent(ctx_cancel_t **cancel)
{
    ctx_t *parent = ctx_with_cancel(ctx_background(), cancel);
    fight(parent);
    return parent;
}

static uint32_t refs_of(ctx_t *ctx) { return atomic_load(&ctx->refs); }

static void entering_and_leaving(void)
{
    ctx_cancel_t *cancel, *first, *second;
    ctx_t *parent = laned_parent(&cancel);
    uint32_t before = refs_of(parent);
    ctx_t *a = ctx_with_cancel(parent, &first), *b = ctx_with_cancel(parent, &second);
    expect(has_lanes(parent) && node_lane(a) != 0 && node_lane(b) == node_lane(a), "a thread's children stand in its lane");
    expect(refs_of(parent) == before, "and their references are counted there");
    ctx_cancel(first);
    expect(ctx_err(a) == CTX_CANCELED && ctx_err(b) == CTX_OK, "one is cancelled alone");
    ctx_release(first);
    ctx_release(second);
    expect(lanes_of(node_cancel(parent))[node_lane(parent) + 1].counts == 0, "given back, none is counted any more");
    ctx_release(cancel);
}

static _Atomic int ran;
static void count_run(void *arg) { (void)arg, atomic_fetch_add(&ran, 1); }

static void cascades(void)
{
    static const ctx_error_t why = {.text = "lanes were gathered"};
    ctx_cancel_t *cancel, *child_cancel, *below_cancel, *timer_cancel, *early_cancel, *plain_cancel, *late_cancel;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &cancel);
    ctx_t *early = ctx_with_cancel(parent, &early_cancel); /* in the ring: there were no lanes yet */
    fight(parent);
    ctx_t *child = ctx_with_cancel(parent, &child_cancel), *below = ctx_with_cancel(child, &below_cancel);
    ctx_t *timer = ctx_with_timeout(parent, CTX_S(100), &timer_cancel);
    ctx_kept ctx_t *value = ctx_with_value(parent, ctx_text_key("k"), &ran);
    ctx_t *plain = ctx_with_cancel(value, &plain_cancel); /* not directly below: in the ring */
    ctx_stop_t *stopped = ctx_after_func(parent, count_run, NULL), *fires = ctx_after_func(parent, count_run, NULL);
    expect(node_lane(early) == 0 && node_lane(plain) == 0 && node_lane(timer) != 0, "ring and lanes hold children at once");
    expect(ctx_stop(stopped), "an after_func in a lane can be stopped");
    ctx_kept ctx_t *kept = ctx_keep(child);
    ctx_cancel_cause(cancel, &why);
    ctx_t *all[] = {early, child, below, timer, plain};
    int told = 0;
    for (int i = 0; i < 5; i++)
        told += ctx_err(all[i]) == CTX_CANCELED && ctx_cause(all[i]) == &why && rt_chan_closed(ctx_done(all[i]));
    expect(told == 5, "a cancel reaches all of them, with its cause");
    ctx_t *late = ctx_with_cancel(parent, &late_cancel);
    expect(ctx_err(late) == CTX_CANCELED && ctx_cause(late) == &why && node_lane(late) == 0, "born cancelled after it");
    ctx_release(late_cancel);
    ctx_release(cancel); /* the parent first: children hold it */
    expect(ctx_err(child) == CTX_CANCELED && ctx_cause(below) == &why, "children outlive their parent's handle");
    ctx_release(early_cancel), ctx_release(below_cancel), ctx_release(child_cancel);
    ctx_release(timer_cancel), ctx_release(plain_cancel);
    expect(ctx_err(kept) == CTX_CANCELED, "a kept one goes on");
    while (atomic_load(&ran) == 0)
        task_yield();
    expect(!ctx_stop(fires), "an after_func in a lane has run");
    ctx_stop_drop(stopped), ctx_stop_drop(fires);
}

static void order(void)
{
    enum { N = 20 };
    ctx_cancel_t *cancel, *cancels[N];
    ctx_t *parent = laned_parent(&cancel), *children[N];
    for (int i = 0; i < N; i++)
        children[i] = ctx_with_cancel(parent, &cancels[i]);
    lane_t *lane = &lanes_of(node_cancel(parent))[node_lane(children[0])];
    int in_order = 0;
    cancel_node_t *at = lane->children;
    for (int i = 0; i < N; i++, at = at->next)
        in_order += &at->base == children[i];
    expect(in_order == N, "one thread's children stand in the order in which they were made");
    for (int i = 0; i < N; i++)
        ctx_release(cancels[i]);
    ctx_release(cancel);
}

static void not_made(void)
{
    ctx_cancel_t *cancel, *ended;
    ctx_t *traced = ctx_with_cancel(ctx_background(), &cancel), *over = ctx_with_cancel(ctx_background(), &ended);
    rt_tracing = true;
    fight(traced);
    rt_tracing = false;
    expect(!has_lanes(traced), "no lanes while a trace is recorded");
    ctx_cancel(ended);
    fight(over);
    expect(!has_lanes(over), "no lanes for a context that has ended");
    int fd = ctx_done_fd(traced);
    fight(traced);
    expect(has_lanes(traced) && ctx_done_fd(traced) == fd, "a descriptor made before lanes stays");
    ctx_release(cancel);
    ctx_release(ended);
}

/* ---- threads ------------------------------------------------------------------------------------------------------ */

enum { THREADS = 4, ROUNDS = 60 };
typedef struct crowd {
    ctx_t *parent;
    _Atomic uint32_t made, ended, missed, over;
} crowd_t;

/* Makes and ends children until the parent has ended; each must be told by then. */
static void worker(ctx_t *ctx, void *arg)
{
    crowd_t *crowd = arg;
    (void)ctx;
    while (ctx_err(crowd->parent) == CTX_OK) {
        ctx_cancel_t *cancel, *below_cancel, *left_cancel;
        ctx_t *child = ctx_with_cancel(crowd->parent, &cancel), *below = ctx_with_timeout(child, CTX_S(1000), &below_cancel);
        (void)ctx_with_cancel(crowd->parent, &left_cancel);
        ctx_kept ctx_t *kept = ctx_keep(child);
        if (atomic_fetch_add(&crowd->made, 1) % 3 == 0)
            ctx_cancel(cancel);
        if (ctx_err(crowd->parent) != CTX_OK) {
            chan_recv(ctx_done(below), NULL); /* hangs where a child was lost */
            atomic_fetch_add(&crowd->missed, ctx_err(child) == CTX_OK);
        }
        ctx_release(left_cancel), ctx_release(cancel), ctx_release(below_cancel);
        atomic_fetch_add(&crowd->ended, 1);
    }
    atomic_fetch_add(&crowd->over, 1);
}

static void crowds(void)
{
    uint32_t made = 0, missed = 0, ended = 0;
    for (int round = 0; round < ROUNDS; round++) {
        ctx_cancel_t *cancel;
        crowd_t crowd = {.parent = round % 2 ? laned_parent(&cancel) : ctx_with_cancel(ctx_background(), &cancel)};
        task_t tasks[THREADS];
        for (int i = 0; i < THREADS; i++)
            tasks[i] = task_go(crowd.parent, worker, &crowd);
        while (atomic_load(&crowd.made) < 200)
            task_yield();
        if (round % 3 == 0)
            fight(crowd.parent);
        while (atomic_load(&crowd.made) < 400)
            task_yield();
        round % 5 == 0 ? ctx_release(cancel) : ctx_cancel(cancel);
        for (int i = 0; i < THREADS; i++)
            task_join(tasks[i]);
        made += crowd.made, missed += crowd.missed, ended += crowd.ended;
        if (round % 5 != 0)
            ctx_release(cancel);
    }
    expect(made >= 400 * ROUNDS && made == ended && missed == 0, "children of several threads: none lost, none missed");
}

/* Not on one processor; valgrind lets one thread run at a time. */
static bool may_meet(void)
{
    cpu_set_t mine;
    return sched_getaffinity(0, sizeof mine, &mine) == 0 && CPU_COUNT(&mine) > 1 && getenv("WITHOUT_FORKS") == NULL;
}

/* Two threads and nothing forced: they find out by themselves. */
static void found_out(void)
{
    ctx_cancel_t *cancel;
    crowd_t crowd = {.parent = ctx_with_cancel(ctx_background(), &cancel)};
    task_t one = task_go(crowd.parent, worker, &crowd), two = task_go(crowd.parent, worker, &crowd);
    for (ctx_ns_t until = ctx_now() + CTX_S(may_meet() ? 120 : 1); !has_lanes(crowd.parent) && ctx_now() < until;)
        task_sleep(CTX_MS(1));
    if (may_meet())
        expect(has_lanes(crowd.parent), "threads that fight over a parent get lanes");
    ctx_cancel(cancel);
    task_join(one);
    task_join(two);
    ctx_release(cancel);
}

int main(void)
{
    ctx_ledger_on();
    entering_and_leaving();
    cascades();
    order();
    not_made();
    crowds();
    found_out();
    for (ctx_ns_t until = ctx_now() + CTX_S(120); ctx_ledger(NULL, NULL) != 0 && ctx_now() < until;)
        task_yield();
    expect(ctx_ledger(NULL, NULL) == 0, "nothing is left");
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}

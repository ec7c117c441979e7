/* stress.c — eight threads derive, cancel, ask, register, stop and release over a shared random tree; then nothing may be
 * left. `PROGRAM [SECONDS] [SEED]`; without, the time that the name of the program stands for.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 8, SLOTS = 64 };

CTX_KEY(slot_key);

typedef struct slot {
    task_mutex_t lock;
    ctx_t *ctx; /* kept here, or NULL */
} slot_t;

static slot_t slots[SLOTS];
static int stop_now;
static uint64_t operations, fired, prevented, registered;

static uint64_t rnd(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state >> 11;
}

/* A context somebody has put down, or the background; kept for the caller. */
static ctx_t *pick(uint64_t *dice)
{
    slot_t *slot = &slots[rnd(dice) % SLOTS];
    task_mutex_lock(&slot->lock);
    ctx_t *ctx = slot->ctx != NULL ? ctx_keep(slot->ctx) : ctx_keep(ctx_background());
    task_mutex_unlock(&slot->lock);
    return ctx;
}

static void put_down(ctx_t *ctx, uint64_t *dice)
{
    slot_t *slot = &slots[rnd(dice) % SLOTS];
    task_mutex_lock(&slot->lock);
    ctx_t *before = slot->ctx;
    slot->ctx = ctx != NULL ? ctx_keep(ctx) : NULL;
    task_mutex_unlock(&slot->lock);
    ctx_drop(before);
}

static void count(void *arg)
{
    (void)arg;
    __atomic_fetch_add(&fired, 1, __ATOMIC_RELAXED);
}

typedef struct hand {
    ctx_cancel_t *cancel;
    ctx_stop_t *stop;
} hand_t;

static void let_go(hand_t *hand)
{
    if (hand->stop != NULL) {
        __atomic_fetch_add(&prevented, ctx_stop(hand->stop), __ATOMIC_RELAXED);
        ctx_stop_drop(hand->stop);
    }
    ctx_release(hand->cancel);
    *hand = (hand_t){NULL, NULL};
}

static void derive(hand_t *hand, ctx_t *parent, uint64_t *dice)
{
    ctx_t *ctx;
    switch (rnd(dice) % 5) {
    case 0: ctx = ctx_with_timeout(parent, CTX_US((int64_t)(rnd(dice) % 500)), &hand->cancel); break;
    case 1: ctx = ctx_with_timeout(parent, CTX_S(60), &hand->cancel); break;
    default: ctx = ctx_with_cancel(parent, &hand->cancel); break;
    }
    if (rnd(dice) % 3 == 0) {
        ctx_t *value = ctx_with_value(ctx, slot_key, hand);
        put_down(value, dice);
        ctx_drop(value);
    } else if (rnd(dice) % 8 == 0) {
        ctx_t *detached = ctx_without_cancel(ctx);
        put_down(detached, dice);
        ctx_drop(detached);
    } else {
        put_down(ctx, dice);
    }
    if (rnd(dice) % 16 == 0) {
        hand->stop = ctx_after_func(ctx, count, NULL);
        __atomic_fetch_add(&registered, 1, __ATOMIC_RELAXED);
    }
}

static void look(ctx_t *ctx)
{
    ctx_err_t err = ctx_err(ctx);
    const ctx_error_t *cause = ctx_cause(ctx);
    if (err != CTX_OK && (cause == NULL || ctx_done(ctx) == NULL)) {
        printf("not ok - an ended context without a cause or a done\n");
        abort();
    }
    if (err != CTX_OK && chan_select(CHAN_DONE(ctx), CHAN_DEFAULT) != 0) {
        printf("not ok - an err before done\n");
        abort();
    }
    (void)ctx_value(ctx, slot_key);
}

static void play(ctx_t *ctx, void *arg)
{
    enum { HANDS = 16 };
    hand_t hands[HANDS] = {{NULL, NULL}};
    uint64_t dice = (uint64_t)(uintptr_t)arg, n = 0;
    (void)ctx;
    for (; !__atomic_load_n(&stop_now, __ATOMIC_RELAXED); n++) {
        hand_t *hand = &hands[rnd(&dice) % HANDS];
        ctx_t *at = pick(&dice);
        switch (rnd(&dice) % 6) {
        case 0:
            if (hand->cancel != NULL)
                ctx_cancel(hand->cancel);
            break;
        case 1: look(at); break;
        case 2: put_down(NULL, &dice); break;
        default:
            let_go(hand);
            derive(hand, at, &dice);
        }
        ctx_drop(at);
    }
    for (int i = 0; i < HANDS; i++)
        let_go(&hands[i]);
    __atomic_fetch_add(&operations, n, __ATOMIC_RELAXED);
}

static void print(const ctx_ledger_row_t *row, void *arg)
{
    if ((*(int *)arg)++ < 10)
        printf("# alive: %s made at line %d\n", row->what, row->made ? row->made->line : 0);
}

int main(int argc, char **argv)
{
    const char *seconds = argc > 1 ? argv[1] : strstr(argv[0], "long") != NULL ? "10" : "1";
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    task_t tasks[THREADS];
    ctx_ledger_on();
    for (uint64_t i = 0; i < THREADS; i++)
        tasks[i] = task_go(ctx_background(), play, (void *)(uintptr_t)((seed + i) * 0x9E3779B97F4A7C15ull));
    task_sleep(CTX_S(strtoll(seconds, NULL, 10)));
    __atomic_store_n(&stop_now, 1, __ATOMIC_RELAXED);
    for (int i = 0; i < THREADS; i++)
        task_join(tasks[i]);
    for (int i = 0; i < SLOTS; i++)
        ctx_drop(slots[i].ctx);
    ctx_ns_t until = ctx_now() + CTX_S(10);
    while (ctx_ledger(NULL, NULL) != 0 && ctx_now() < until)
        task_yield();
    int rows = 0;
    bool empty = ctx_ledger(print, &rows) == 0;
    printf("# seed %llu, %llu operations, %llu functions registered\n", (unsigned long long)seed,
           (unsigned long long)operations, (unsigned long long)registered);
    printf("%s - the ledger is empty after the storm\n", empty ? "ok" : "not ok");
    printf("%s - every function ran or was stopped, never both\n", fired + prevented == registered ? "ok" : "not ok");
    printf("%s - something happened\n", operations > 1000 && registered > 10 ? "ok" : "not ok");
    return !(empty && fired + prevented == registered && operations > 1000 && registered > 10);
}

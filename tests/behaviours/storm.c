/* storm.c — tasks that derive, cancel, ask, register, stop and release over a shared random tree.
 */
#include "storm.h"

CTX_KEY(slot_key);

typedef struct slot {
    task_mutex_t lock;
    ctx_t *ctx; /* kept here, or NULL */
} slot_t;

static slot_t slots[SLOTS];
static storm_t *now;

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
    __atomic_fetch_add(&now->fired, 1, __ATOMIC_RELAXED);
}

typedef struct hand {
    ctx_cancel_t *cancel;
    ctx_stop_t *stop;
} hand_t;

static void let_go(hand_t *hand)
{
    if (hand->stop != NULL) {
        __atomic_fetch_add(&now->prevented, ctx_stop(hand->stop), __ATOMIC_RELAXED);
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
        __atomic_fetch_add(&now->registered, 1, __ATOMIC_RELAXED);
    }
}

static void look(ctx_t *ctx)
{
    ctx_err_t err = ctx_err(ctx);
    const ctx_error_t *cause = ctx_cause(ctx);
    if (err != CTX_OK && (cause == NULL || ctx_done(ctx) == NULL || chan_select(CHAN_DONE(ctx), CHAN_DEFAULT) != 0))
        __atomic_fetch_add(&now->lies, 1, __ATOMIC_RELAXED); /* an err without a cause, or before done */
    (void)ctx_value(ctx, slot_key);
}

static void play(ctx_t *ctx, void *arg)
{
    enum { HANDS = 16 };
    hand_t hands[HANDS] = {{NULL, NULL}};
    uint64_t dice = (uint64_t)(uintptr_t)arg, n = 0;
    (void)ctx;
    for (; n < now->each && !__atomic_load_n(&now->over, __ATOMIC_RELAXED); n++) {
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
    __atomic_fetch_add(&now->operations, n, __ATOMIC_RELAXED);
}

void storm_begin(storm_t *storm)
{
    now = storm;
    for (uint64_t i = 0; i < (uint64_t)storm->tasks; i++)
        storm->task[i] =
            task_go(ctx_background(), play, (void *)(uintptr_t)((storm->seed + i + 1) * 0x9E3779B97F4A7C15ull));
}

void storm_end(storm_t *storm)
{
    for (int i = 0; i < storm->tasks; i++)
        task_join(storm->task[i]);
    for (int i = 0; i < SLOTS; i++) {
        ctx_drop(slots[i].ctx);
        slots[i].ctx = NULL;
    }
}

void neighbour_storm(void);
void neighbour_storm(void)
{
    storm_t storm = {.tasks = 3, .each = 60, .seed = 7};
    storm_begin(&storm);
    storm_end(&storm);
    while (__atomic_load_n(&storm.fired, __ATOMIC_RELAXED) + storm.prevented != storm.registered)
        task_yield(); /* functions that were started come to their end; never more than that */
    EXPECT(storm.operations == 180 && storm.lies == 0);
}

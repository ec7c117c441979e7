/* neighbours.c — the vocabulary around contexts: channels, select, timers, tasks, locks.
 */
#include "behaviours.h"

void neighbour_channels(void);
void neighbour_unbuffered_meets(void);
void neighbour_closed_channel(void);
void neighbour_null_channel(void);
void neighbour_select(void);
void neighbour_select_pairs(void);
void neighbour_channel_with_context(void);
void neighbour_timers(void);
void neighbour_tickers(void);
void neighbour_sleep(void);
void neighbour_wait_group(void);
void neighbour_mutex_and_condition(void);
void neighbour_semaphore(void);
void neighbour_once(void);
void neighbour_tasks(void);
void neighbour_panics_unwind(void);

void neighbour_channels(void)
{
    chan_auto chan_t *ch = chan_make(int, 3);
    for (int i = 1; i <= 3; i++)
        chan_send(ch, &i);
    EXPECT(chan_len(ch) == 3);
    int four = 4, got = 0;
    EXPECT(chan_select(CHAN_SEND(ch, &four), CHAN_DEFAULT) == -1); /* full */
    for (int i = 1; i <= 3; i++)
        EXPECT(chan_recv(ch, &got) && got == i);
    EXPECT(chan_select(CHAN_RECV(ch, &got), CHAN_DEFAULT) == -1);
}

enum { NUMBERS = 200 };
static void send_numbers(ctx_t *ctx, void *arg)
{
    (void)ctx;
    for (int i = 1; i <= NUMBERS; i++)
        chan_send((chan_t *)arg, &i);
}

void neighbour_unbuffered_meets(void)
{
    for (size_t capacity = 0; capacity < 3; capacity++) {
        chan_auto chan_t *ch = chan_make(int, capacity);
        task_t a = task_go(ctx_background(), send_numbers, ch), b = task_go(ctx_background(), send_numbers, ch);
        long sum = 0;
        int got;
        for (int i = 0; i < 2 * NUMBERS; i++)
            sum += chan_recv(ch, &got) ? got : 0;
        EXPECT(sum == (long)NUMBERS * (NUMBERS + 1));
        task_join(a);
        task_join(b);
        EXPECT(chan_len(ch) == 0);
    }
}

static void send_on(void *arg)
{
    int one = 1;
    chan_send((chan_t *)arg, &one);
}
static void close_it(void *arg) { chan_close(arg); }
static void close_done(void *arg) { chan_close(ctx_done((ctx_t *)arg)); }

static void blocked_sender(ctx_t *ctx, void *arg)
{
    (void)ctx;
    EXPECT_TEXT(task_try(send_on, arg), "send on closed channel");
}

void neighbour_closed_channel(void)
{
    chan_auto chan_t *ch = chan_make(int, 2);
    ctx_auto ctx_cancel_t *cancel = NULL;
    int got = 7, one = 1;
    bool open = true;
    chan_send(ch, &one);
    chan_close(ch);
    EXPECT(chan_recv(ch, &got) && got == 1); /* what was sent comes first */
    EXPECT(!chan_recv(ch, &got) && got == 0);
    EXPECT(chan_select(CHAN_RECV_OPEN(ch, &got, &open)) == 0 && !open);
    EXPECT_TEXT(task_try(send_on, ch), "send on closed channel");
    EXPECT_TEXT(task_try(close_it, ch), "close of closed channel");
    EXPECT_TEXT(task_try(close_it, NULL), "close of nil channel");
    EXPECT_TEXT(task_try(close_done, ctx_with_cancel(ctx_background(), &cancel)),
                "close of a context's done channel");
    chan_auto chan_t *busy = chan_make(int, 0);
    task_t sender = task_go(ctx_background(), blocked_sender, busy);
    chan_close(busy); /* whether it blocks already or comes too late */
    task_join(sender);
}

void neighbour_null_channel(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(ctx_background(), CTX_MS(1), &cancel);
    EXPECT(chan_select(CHAN_RECV(NULL, NULL), CHAN_SEND(NULL, NULL), CHAN_DEFAULT) == -1);
    EXPECT(chan_select(CHAN_RECV(NULL, NULL), CHAN_DONE(ctx)) == 1);
    EXPECT(chan_recv_ctx(ctx, NULL, NULL, NULL) == CTX_DEADLINE_EXCEEDED);
}

void neighbour_select(void)
{
    chan_auto chan_t *a = chan_make(int, 1), *b = chan_make(int, 1);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    int one = 1, got = 0, taken_a = 0, taken_b = 0;
    EXPECT(chan_select(CHAN_RECV(a, &got), CHAN_RECV(b, &got), CHAN_DONE(ctx), CHAN_DEFAULT) == -1);
    for (int i = 0; i < 200; i++) { /* both ready: either, and not always the same */
        (void)chan_select(CHAN_SEND(a, &one), CHAN_DEFAULT);
        (void)chan_select(CHAN_SEND(b, &one), CHAN_DEFAULT);
        int taken = chan_select(CHAN_RECV(a, &got), CHAN_RECV(b, &got), CHAN_DONE(ctx));
        taken_a += taken == 0;
        taken_b += taken == 1;
    }
    EXPECT(taken_a + taken_b == 200);
    if (!behaviour_scheduled)
        EXPECT(taken_a > 0 && taken_b > 0);
    while (chan_select(CHAN_RECV(a, &got), CHAN_RECV(b, &got), CHAN_DEFAULT) >= 0)
        continue;
    ctx_cancel(cancel);
    EXPECT(chan_select(CHAN_RECV(a, &got), CHAN_RECV(b, &got), CHAN_DONE(ctx)) == 2);
}

typedef struct pair {
    chan_t *there, *back;
    int moved;
} pair_t;

/* Sends on one and receives on the other, whichever is ready, so that two selects must find each other. */
static void both_ways(pair_t *p)
{
    int out = 1, in;
    for (int sent = 0, received = 0; sent < NUMBERS || received < NUMBERS;) {
        int taken = chan_select(CHAN_SEND(sent < NUMBERS ? p->there : NULL, &out),
                                CHAN_RECV(received < NUMBERS ? p->back : NULL, &in));
        sent += taken == 0;
        received += taken == 1;
        p->moved++;
    }
}
static void other_side(ctx_t *ctx, void *arg)
{
    (void)ctx;
    both_ways(arg);
}

void neighbour_select_pairs(void)
{
    chan_auto chan_t *a = chan_make(int, 0), *b = chan_make(int, 0);
    pair_t here = {a, b, 0}, there = {b, a, 0};
    task_t task = task_go(ctx_background(), other_side, &there);
    both_ways(&here);
    task_join(task);
    EXPECT(here.moved == 2 * NUMBERS && there.moved == 2 * NUMBERS);
}

static void cancel_handle(ctx_t *ctx, void *arg)
{
    (void)ctx;
    ctx_cancel(arg);
}

void neighbour_channel_with_context(void)
{
    chan_auto chan_t *ch = chan_make(int, 0);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    task_t canceller = task_go(ctx_background(), cancel_handle, cancel);
    int one = 1, got = 0;
    bool open = true;
    EXPECT(chan_recv_ctx(ctx, ch, &got, &open) == CTX_CANCELED);
    EXPECT(chan_send_ctx(ctx, ch, &one) == CTX_CANCELED);
    task_join(canceller);
    chan_close(ch);
    EXPECT(chan_recv_ctx(ctx_background(), ch, &got, &open) == CTX_OK && !open);
}

void neighbour_timers(void)
{
    timer_auto chan_timer_t *timer = timer_new(CTX_MS(1));
    ctx_ns_t before = ctx_now();
    (void)chan_recv(timer_chan(timer), NULL);
    EXPECT(!timer_stop(timer)); /* it has fired */
    EXPECT(!timer_reset(timer, CTX_S(3600)));
    EXPECT(timer_stop(timer));
    EXPECT(!timer_reset(timer, CTX_MS(1)));
    (void)chan_recv(timer_chan(timer), NULL);
    EXPECT(ctx_now() >= before + CTX_MS(2) - CTX_MS(1));
    timer_auto chan_timer_t *unused = timer_new(CTX_S(3600));
    EXPECT(chan_select(CHAN_RECV(timer_chan(unused), NULL), CHAN_DEFAULT) == -1);
}

static void bad_ticker(void *arg)
{
    (void)arg;
    timer_drop(ticker_new(0));
}

void neighbour_tickers(void)
{
    ctx_ns_t before = ctx_now();
    timer_auto chan_timer_t *ticker = ticker_new(CTX_MS(2));
    for (int i = 0; i < 3; i++)
        (void)chan_recv(timer_chan(ticker), NULL);
    EXPECT(ctx_now() >= before + CTX_MS(6));
    EXPECT(timer_stop(ticker));
    EXPECT_TEXT(task_try(bad_ticker, NULL), "non-positive interval for NewTicker");
}

void neighbour_sleep(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *soon = NULL;
    ctx_ns_t before = ctx_now();
    task_sleep(CTX_MS(1));
    EXPECT(ctx_now() >= before + CTX_MS(1));
    ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
    EXPECT(task_sleep_ctx(ctx, CTX_MS(1)) == CTX_OK);
    EXPECT(task_sleep_ctx(ctx_with_timeout(ctx, CTX_MS(1), &soon), CTX_S(3600)) == CTX_DEADLINE_EXCEEDED);
    plain_custom_t custom;
    ctx_t *foreign = plain_init(&custom, &severed_ops, NULL);
    EXPECT(task_sleep_ctx(foreign, CTX_MS(1)) == CTX_OK);
    plain_cancel(&custom, CTX_CANCELED);
    EXPECT(task_sleep_ctx(foreign, CTX_S(3600)) == CTX_CANCELED);
    plain_end(&custom);
}

static void finish(ctx_t *ctx, void *arg)
{
    (void)ctx;
    wait_group_done((wait_group_t *)arg);
}
static void too_many(void *arg)
{
    (void)arg;
    wait_group_t wg = {0};
    wait_group_add(&wg, -1);
}

void neighbour_wait_group(void)
{
    for (int round = 0; round < 20; round++) { /* the group ends with the wait: nobody may touch it after */
        wait_group_t wg = {0};
        wait_group_add(&wg, 4);
        for (int i = 0; i < 4; i++)
            (void)task_go(ctx_background(), finish, &wg);
        wait_group_wait(&wg);
    }
    wait_group_t stuck = {0};
    wait_group_add(&stuck, 1);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(ctx_background(), CTX_MS(1), &cancel);
    EXPECT(wait_group_wait_ctx(ctx, &stuck) == CTX_DEADLINE_EXCEEDED);
    wait_group_done(&stuck);
    EXPECT(wait_group_wait_ctx(ctx_background(), &stuck) == CTX_OK);
    EXPECT_TEXT(task_try(too_many, NULL), "sync: negative WaitGroup counter");
}

typedef struct counter {
    task_mutex_t lock;
    task_cond_t changed;
    int value;
} counter_t;

static void add_hundred(ctx_t *ctx, void *arg)
{
    counter_t *c = arg;
    (void)ctx;
    for (int i = 0; i < 100; i++) {
        task_mutex_lock(&c->lock);
        c->value++;
        task_cond_broadcast(&c->changed);
        task_mutex_unlock(&c->lock);
    }
}
static void unlock_free(void *arg)
{
    (void)arg;
    task_mutex_t m = {0};
    task_mutex_unlock(&m);
}

void neighbour_mutex_and_condition(void)
{
    counter_t c = {0};
    task_t tasks[4];
    for (int i = 0; i < 4; i++)
        tasks[i] = task_go(ctx_background(), add_hundred, &c);
    task_mutex_lock(&c.lock);
    EXPECT(!task_mutex_try_lock(&c.lock));
    while (c.value < 400)
        task_cond_wait(&c.changed, &c.lock);
    task_mutex_unlock(&c.lock);
    for (int i = 0; i < 4; i++)
        task_join(tasks[i]);
    EXPECT(c.value == 400 && task_mutex_try_lock(&c.lock));
    task_mutex_unlock(&c.lock);
    EXPECT_TEXT(task_try(unlock_free, NULL), "sync: unlock of unlocked mutex");
}

typedef struct room {
    task_sem_t sem;
    int inside, most;
} room_t;

static void visit(ctx_t *ctx, void *arg)
{
    room_t *room = arg;
    (void)ctx;
    for (int i = 0; i < 50; i++) {
        task_sem_acquire(&room->sem);
        int inside = __atomic_add_fetch(&room->inside, 1, __ATOMIC_SEQ_CST);
        int most = __atomic_load_n(&room->most, __ATOMIC_SEQ_CST);
        while (inside > most &&
               !__atomic_compare_exchange_n(&room->most, &most, inside, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
            continue;
        task_yield();
        __atomic_sub_fetch(&room->inside, 1, __ATOMIC_SEQ_CST);
        task_sem_release(&room->sem);
    }
}
static void release_free(void *arg)
{
    (void)arg;
    task_sem_t sem = TASK_SEM(1);
    task_sem_release(&sem);
}

void neighbour_semaphore(void)
{
    room_t room = {.sem = TASK_SEM(2)};
    task_t tasks[5];
    for (int i = 0; i < 5; i++)
        tasks[i] = task_go(ctx_background(), visit, &room);
    for (int i = 0; i < 5; i++)
        task_join(tasks[i]);
    EXPECT(room.most >= 1 && room.most <= 2 && room.inside == 0);
    EXPECT(task_sem_try_acquire(&room.sem) && task_sem_try_acquire(&room.sem) && !task_sem_try_acquire(&room.sem));
    ctx_auto ctx_cancel_t *cancel = NULL;
    EXPECT(task_sem_acquire_ctx(ctx_with_timeout(ctx_background(), CTX_MS(1), &cancel), &room.sem) ==
           CTX_DEADLINE_EXCEEDED);
    task_sem_release(&room.sem);
    EXPECT(task_sem_acquire_ctx(ctx_background(), &room.sem) == CTX_OK);
    EXPECT_TEXT(task_try(release_free, NULL), "semaphore: released more than held");
}

typedef struct one_time {
    task_once_t once;
    int calls;
} one_time_t;
static void bump(void *arg) { __atomic_fetch_add(&((one_time_t *)arg)->calls, 1, __ATOMIC_SEQ_CST); }
static void do_once(ctx_t *ctx, void *arg)
{
    one_time_t *o = arg;
    (void)ctx;
    task_once(&o->once, bump, o);
    EXPECT(__atomic_load_n(&o->calls, __ATOMIC_SEQ_CST) == 1);
}

void neighbour_once(void)
{
    one_time_t o = {0};
    task_t tasks[4];
    for (int i = 0; i < 4; i++)
        tasks[i] = task_go(ctx_background(), do_once, &o);
    for (int i = 0; i < 4; i++)
        task_join(tasks[i]);
    EXPECT(o.calls == 1);
}

static void set_flag(ctx_t *ctx, void *arg)
{
    EXPECT(ctx_value(ctx, ctx_text_key("who")) != NULL);
    *(int *)arg = 1;
}
static int freed_args;
static void free_arg(void *arg)
{
    *(int *)arg = 2;
    freed_args++;
}

void neighbour_tasks(void)
{
    static char who[] = "ann";
    ctx_t *ctx = ctx_with_value(ctx_background(), ctx_text_key("who"), who);
    int flag = 0, owned = 0;
    task_t task = task_go(ctx, set_flag, &flag), other = task_go_owned(ctx, set_flag, &owned, free_arg);
    ctx_drop(ctx); /* the tasks keep it */
    task_join(task);
    task_join(task); /* any number of times */
    task_join(other);
    EXPECT(flag == 1 && owned == 2 && freed_args > 0 && task.id != other.id);
}

static const char *inner_rule;
static void panics(void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *kept = ctx_keep(ctx_with_cancel(ctx_background(), &cancel));
    *(ctx_t **)arg = ctx_keep(kept);
    ctx_panic("boom");
}
static void tries_inside(void *arg)
{
    inner_rule = task_try(panics, arg);
    ctx_panic("outer");
}

void neighbour_panics_unwind(void)
{
    ctx_t *seen = NULL;
    EXPECT_TEXT(task_try(tries_inside, &seen), "outer");
    EXPECT_TEXT(inner_rule, "boom");
    EXPECT(ctx_err(seen) == CTX_CANCELED); /* the scoped handle was released on the way */
    ctx_drop(seen);
    EXPECT(task_try(bump, &(one_time_t){0}) == NULL);
}

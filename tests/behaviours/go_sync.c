/* go_sync.c — what the tests of Go's errgroup, singleflight and semaphore ask, asked here: a function for each.
 */
#include "behaviours.h"
#include "ctx_flight.h"
#include "ctx_group.h"

void go_errgroup_zero_group(void);
void go_errgroup_with_context(void);
void go_errgroup_try_go(void);
void go_errgroup_go_limit(void);
void go_errgroup_cancel_cause(void);
void go_errgroup_example_parallel(void);
void go_flight_do(void);
void go_flight_do_err(void);
void go_flight_do_dup_suppress(void);
void go_flight_forget(void);
void go_flight_do_chan(void);
void go_flight_panic_do(void);
void go_flight_panic_do_shared_by_do_chan(void);
void go_flight_example(void);
void go_semaphore_weighted(void);
void go_semaphore_panic(void);
void go_semaphore_try_acquire(void);
void go_semaphore_acquire(void);
void go_semaphore_cancel_does_not_starve(void);
void go_semaphore_acquire_canceled(void);

static const ctx_error_t doomed = {.text = "doomed"}, other = {.text = "other"};

/* ---- groups -------------------------------------------------------------------------------------------------------- */

static const ctx_error_t *say(ctx_t *ctx, void *arg)
{
    (void)ctx;
    return arg;
}
static void *error_arg(const ctx_error_t *error) { return (void *)(uintptr_t)error; }

static const ctx_error_t *const rows[][3] = {{NULL}, {&doomed}, {&doomed, NULL}, {&doomed, NULL, &other}};
static const int lengths[] = {1, 1, 2, 3};

/* A wait between the members: the first error stays the one. (Go's group without a context; ours always has one.) */
void go_errgroup_zero_group(void)
{
    for (int row = 0; row < 4; row++) {
        ctx_auto_group ctx_group_t *group = NULL;
        (void)ctx_with_group(ctx_background(), &group);
        EXPECT(ctx_group_wait(group) == NULL); /* nobody */
        for (int i = 0; i < lengths[row]; i++) {
            ctx_group_go(group, say, error_arg(rows[row][i]));
            EXPECT(ctx_group_wait(group) == rows[row][0]);
        }
    }
}

static void group_of(int row, bool try)
{
    ctx_auto_group ctx_group_t *group = NULL;
    ctx_t *ctx = ctx_with_group(ctx_background(), &group);
    const ctx_error_t *wanted = row < 0 ? NULL : rows[row][0];
    for (int i = 0; row >= 0 && i < lengths[row] && i < 2; i++)
        if (try)
            EXPECT(ctx_group_try_go(group, say, error_arg(rows[row][i])));
        else
            ctx_group_go(group, say, error_arg(rows[row][i]));
    EXPECT(ctx_group_wait(group) == wanted);
    EXPECT(is_closed(ctx_done(ctx)) && ctx_err(ctx) == CTX_CANCELED);
    EXPECT(ctx_cause(ctx) == (wanted != NULL ? wanted : &ctx_error_canceled));
}
void go_errgroup_with_context(void)
{
    for (int row = -1; row < 3; row++)
        group_of(row, false);
}
void go_errgroup_cancel_cause(void)
{
    for (int row = -1; row < 3; row++)
        group_of(row, true);
}

static const ctx_error_t *send_one(ctx_t *ctx, void *arg)
{
    (void)ctx;
    chan_send((chan_t *)arg, NULL);
    return NULL;
}

static void let_go(ctx_group_t *group, chan_t *gate, int members)
{
    for (int i = 0; i < members; i++)
        (void)chan_recv(gate, NULL);
    EXPECT(ctx_group_wait(group) == NULL);
}

void go_errgroup_try_go(void)
{
    enum { LIMIT = 12 };
    chan_auto chan_t *gate = chan_make_signal();
    ctx_auto_group ctx_group_t *group = NULL;
    (void)ctx_with_group(ctx_background(), &group);
    ctx_group_limit(group, LIMIT);
    for (int i = 0; i < LIMIT; i++)
        EXPECT(ctx_group_try_go(group, send_one, gate));
    EXPECT(!ctx_group_try_go(group, send_one, gate));
    let_go(group, gate, LIMIT);
    EXPECT(ctx_group_try_go(group, send_one, gate));
    let_go(group, gate, 1);
    ctx_group_limit(group, 1);
    EXPECT(ctx_group_try_go(group, send_one, gate) && !ctx_group_try_go(group, send_one, gate));
    let_go(group, gate, 1);
    ctx_group_limit(group, 0);
    for (int i = 0; i < 100; i++)
        EXPECT(!ctx_group_try_go(group, send_one, gate));
    let_go(group, gate, 0);
}

enum { AT_ONCE = 3 };
static const ctx_error_t *one_of_three(ctx_t *ctx, void *arg)
{
    int *active = arg;
    (void)ctx;
    bool fits = __atomic_add_fetch(active, 1, __ATOMIC_SEQ_CST) <= AT_ONCE;
    task_yield();
    __atomic_sub_fetch(active, 1, __ATOMIC_SEQ_CST);
    return fits ? NULL : &doomed;
}

void go_errgroup_go_limit(void)
{
    int active = 0;
    ctx_auto_group ctx_group_t *group = NULL;
    (void)ctx_with_group(ctx_background(), &group);
    ctx_group_limit(group, AT_ONCE);
    for (int i = 0; i < (behaviour_scheduled ? 20 : 500); i++)
        ctx_group_go(group, one_of_three, &active);
    EXPECT(ctx_group_wait(group) == NULL && active == 0);
}

typedef struct search { const char *what, *found; } search_t;
static const ctx_error_t *look_up(ctx_t *ctx, void *arg)
{
    search_t *s = arg;
    if (ctx_err(ctx) != CTX_OK)
        return ctx_cause(ctx);
    s->found = s->what;
    return NULL;
}

void go_errgroup_example_parallel(void)
{
    search_t searches[] = {{"web", NULL}, {"image", NULL}, {"video", NULL}};
    ctx_auto_group ctx_group_t *group = NULL;
    (void)ctx_with_group(ctx_background(), &group);
    for (int i = 0; i < 3; i++)
        ctx_group_go(group, look_up, &searches[i]);
    EXPECT(ctx_group_wait(group) == NULL);
    for (int i = 0; i < 3; i++)
        EXPECT_TEXT(searches[i].found, searches[i].what);
}

/* ---- single flight --------------------------------------------------------------------------------------------------- */

static char bar[] = "bar", second_answer[] = "2", third_answer[] = "3";

typedef struct call {
    ctx_flight_t *flight;
    chan_t *started, *go;
    char *answer;
    int calls, wrong, panics;
} call_t;

static void *answers(void *arg, const ctx_error_t **err)
{
    (void)err;
    return arg;
}
static void *fails(void *arg, const ctx_error_t **err)
{
    (void)arg;
    *err = &doomed;
    return NULL;
}
static void *waits(void *arg, const ctx_error_t **err)
{
    call_t *c = arg;
    (void)err;
    if (__atomic_add_fetch(&c->calls, 1, __ATOMIC_SEQ_CST) == 1 && c->started != NULL)
        chan_close(c->started);
    (void)chan_recv(c->go, NULL);
    return c->answer;
}

void go_flight_do(void)
{
    ctx_auto_flight ctx_flight_t *flight = ctx_flight_new();
    ctx_flight_result_t r = ctx_flight_do(flight, "key", answers, bar);
    EXPECT(r.value == bar && r.err == NULL && !r.shared);
}

void go_flight_do_err(void)
{
    ctx_auto_flight ctx_flight_t *flight = ctx_flight_new();
    ctx_flight_result_t r = ctx_flight_do(flight, "key", fails, NULL);
    EXPECT(r.value == NULL && r.err == &doomed);
}

void go_flight_do_chan(void)
{
    ctx_auto_flight ctx_flight_t *flight = ctx_flight_new();
    chan_auto chan_t *ch = ctx_flight_do_chan(flight, "key", answers, bar);
    ctx_flight_result_t r = {0};
    EXPECT(chan_recv(ch, &r) && r.value == bar && r.err == NULL);
}

static void ask(ctx_t *ctx, void *arg)
{
    call_t *c = arg;
    (void)ctx;
    ctx_flight_result_t r = ctx_flight_do(c->flight, "key", waits, c);
    __atomic_fetch_add(&c->wrong, r.value != bar || r.err != NULL, __ATOMIC_SEQ_CST);
}

/* Many ask, fewer calls are made: those that came while one was under way share it. */
void go_flight_do_dup_suppress(void)
{
    enum { ASKERS = 6 };
    ctx_auto_flight ctx_flight_t *flight = ctx_flight_new();
    chan_auto chan_t *started = chan_make_signal(), *go = chan_make_signal();
    call_t c = {flight, started, go, bar, 0, 0, 0};
    task_t task[ASKERS];
    for (int i = 0; i < ASKERS; i++)
        task[i] = task_go(ctx_background(), ask, &c);
    (void)chan_recv(started, NULL);
    chan_t *sure = ctx_flight_do_chan(flight, "key", waits, &c); /* this one shares it, whoever else comes in time */
    chan_close(go);
    for (int i = 0; i < ASKERS; i++)
        task_join(task[i]);
    EXPECT(c.calls >= 1 && c.calls < 1 + ASKERS && c.wrong == 0);
    chan_drop(sure);
}

/* A first call that was forgotten does not, when it ends, put an end to the second. */
void go_flight_forget(void)
{
    ctx_auto_flight ctx_flight_t *flight = ctx_flight_new();
    call_t first = {flight, NULL, chan_make_signal(), bar, 0, 0, 0}, second = {flight, NULL, chan_make_signal(), second_answer, 0, 0, 0};
    chan_t *one = ctx_flight_do_chan(flight, "key", waits, &first);
    ctx_flight_forget(flight, "key");
    chan_t *two = ctx_flight_do_chan(flight, "key", waits, &second);
    chan_close(first.go);
    ctx_flight_result_t r = {0};
    EXPECT(chan_recv(one, &r) && r.value == bar);
    chan_t *three = ctx_flight_do_chan(flight, "key", answers, third_answer);
    chan_close(second.go);
    EXPECT(chan_recv(two, &r) && r.value == second_answer);
    EXPECT(chan_recv(three, &r) && r.value == second_answer && r.shared);
    chan_t *all[] = {one, two, three, first.go, second.go};
    for (int i = 0; i < 5; i++)
        chan_drop(all[i]);
}

static void *explodes(void *arg, const ctx_error_t **err)
{
    call_t *c = arg;
    (void)err;
    __atomic_fetch_add(&c->calls, 1, __ATOMIC_SEQ_CST);
    if (c->started != NULL) {
        chan_close(c->started);
        (void)chan_recv(c->go, NULL);
    }
    ctx_panic("runtime error: invalid memory address or nil pointer dereference");
}
static void do_explode(void *arg) { (void)ctx_flight_do(((call_t *)arg)->flight, "key", explodes, arg); }
static void recover_explosion(ctx_t *ctx, void *arg)
{
    (void)ctx;
    EXPECT_TEXT(task_try(do_explode, arg), "runtime error: invalid memory address or nil pointer dereference");
    __atomic_fetch_add(&((call_t *)arg)->panics, 1, __ATOMIC_SEQ_CST);
}

/* It reaches each of them, and the next call is a new one. */
void go_flight_panic_do(void)
{
    enum { ASKERS = 5 };
    ctx_auto_flight ctx_flight_t *flight = ctx_flight_new();
    call_t c = {flight, NULL, NULL, NULL, 0, 0, 0};
    task_t task[ASKERS];
    for (int i = 0; i < ASKERS; i++)
        task[i] = task_go(ctx_background(), recover_explosion, &c);
    for (int i = 0; i < ASKERS; i++)
        task_join(task[i]);
    EXPECT(c.panics == ASKERS && c.calls >= 1 && c.calls <= ASKERS);
    EXPECT(ctx_flight_do(flight, "key", answers, bar).value == bar);
}

/* Go ends the process here; here the channel says that it failed, and who called do has the panic. */
void go_flight_panic_do_shared_by_do_chan(void)
{
    ctx_auto_flight ctx_flight_t *flight = ctx_flight_new();
    chan_auto chan_t *started = chan_make_signal(), *go = chan_make_signal();
    call_t c = {flight, started, go, NULL, 0, 0, 0};
    task_t task = task_go(ctx_background(), recover_explosion, &c);
    (void)chan_recv(started, NULL);
    chan_auto chan_t *ch = ctx_flight_do_chan(flight, "key", answers, bar);
    chan_close(go);
    ctx_flight_result_t r = {0};
    EXPECT(chan_recv(ch, &r) && r.value == NULL && r.err != NULL);
    task_join(task);
    EXPECT(c.panics == 1);
}

void go_flight_example(void)
{
    ctx_auto_flight ctx_flight_t *flight = ctx_flight_new();
    chan_auto chan_t *go = chan_make_signal();
    call_t c = {flight, NULL, go, bar, 0, 0, 0};
    chan_auto chan_t *one = ctx_flight_do_chan(flight, "key", waits, &c), *two = ctx_flight_do_chan(flight, "key", waits, &c);
    chan_close(go);
    ctx_flight_result_t a = {0}, b = {0};
    EXPECT(chan_recv(one, &a) && chan_recv(two, &b) && a.shared && b.shared && a.value == bar && b.value == bar && c.calls == 1);
}

/* ---- semaphore --------------------------------------------------------------------------------------------------------- */

typedef struct hall {
    task_sem_t sem;
    int inside, too_many;
} hall_t;

static void hammer(ctx_t *ctx, void *arg)
{
    hall_t *h = arg;
    for (int i = 0; i < (behaviour_scheduled ? 5 : 300); i++) {
        EXPECT(task_sem_acquire_ctx(ctx, &h->sem) == CTX_OK);
        __atomic_fetch_add(&h->too_many, __atomic_add_fetch(&h->inside, 1, __ATOMIC_SEQ_CST) > 2, __ATOMIC_SEQ_CST);
        task_yield();
        __atomic_sub_fetch(&h->inside, 1, __ATOMIC_SEQ_CST);
        task_sem_release(&h->sem);
    }
}

void go_semaphore_weighted(void)
{
    enum { TASKS = 4 };
    hall_t h = {.sem = TASK_SEM(2)};
    task_t task[TASKS];
    for (int i = 0; i < TASKS; i++)
        task[i] = task_go(ctx_background(), hammer, &h);
    for (int i = 0; i < TASKS; i++)
        task_join(task[i]);
    EXPECT(h.inside == 0 && h.too_many == 0);
}

static void release_free(void *arg) { task_sem_release(arg); }
void go_semaphore_panic(void)
{
    task_sem_t sem = TASK_SEM(1);
    EXPECT_TEXT(task_try(release_free, &sem), "semaphore: released more than held");
}

/* ctx NULL: by try_acquire. A place that will not come is waited for shortly, one that is there may be late on a busy machine. */
static bool try_it(ctx_t *ctx, task_sem_t *sem, bool free)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    if (ctx == NULL)
        return task_sem_try_acquire(sem) == free;
    ctx_t *bounded = ctx_with_timeout(ctx, free ? CTX_S(3600) : CTX_MS(1), &cancel);
    return task_sem_acquire_ctx(bounded, sem) == (free ? CTX_OK : CTX_DEADLINE_EXCEEDED);
}
static void tries(ctx_t *ctx)
{
    task_sem_t sem = TASK_SEM(2);
    task_sem_acquire(&sem);
    EXPECT(try_it(ctx, &sem, true) && try_it(ctx, &sem, false));
    task_sem_release(&sem);
    task_sem_release(&sem);
    EXPECT(try_it(ctx, &sem, true));
    task_sem_acquire(&sem);
    EXPECT(try_it(ctx, &sem, false));
}
void go_semaphore_try_acquire(void) { tries(NULL); }
void go_semaphore_acquire(void) { tries(ctx_background()); }

typedef struct waiter { ctx_t *ctx; task_sem_t *sem; ctx_err_t err; } waiter_t;
static void acquire_once(ctx_t *ctx, void *arg)
{
    waiter_t *w = arg;
    (void)ctx;
    w->err = task_sem_acquire_ctx(w->ctx, w->sem);
    if (w->err == CTX_OK)
        task_sem_release(w->sem);
}

/* One waiter is cancelled while the place comes free: the other must have it. */
void go_semaphore_cancel_does_not_starve(void)
{
    for (int i = 0; i < (behaviour_scheduled ? 1 : 50); i++) {
        task_sem_t sem = TASK_SEM(1);
        ctx_auto ctx_cancel_t *cancel = NULL;
        waiter_t leaves = {ctx_with_cancel(ctx_background(), &cancel), &sem, 0}, stays = {ctx_background(), &sem, 0};
        task_sem_acquire(&sem);
        task_t a = task_go(ctx_background(), acquire_once, &leaves), b = task_go(ctx_background(), acquire_once, &stays);
        for (int k = 0; k < i % 4; k++)
            task_yield();
        task_sem_release(&sem);
        ctx_cancel(cancel);
        task_join(a);
        task_join(b);
        EXPECT(stays.err == CTX_OK && (leaves.err == CTX_OK || leaves.err == CTX_CANCELED));
        EXPECT(task_sem_try_acquire(&sem)); /* and nobody took it along */
    }
}

/* A context that ended before the place came free gets none, and not when one is free all the time either. */
void go_semaphore_acquire_canceled(void)
{
    for (int foreign = 0; foreign < 2; foreign++) {
        task_sem_t sem = TASK_SEM(1);
        plain_custom_t custom;
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *ctx = foreign ? plain_init(&custom, &severed_ops, NULL) : ctx_with_cancel(ctx_background(), &cancel);
        waiter_t late = {ctx, &sem, 0};
        task_sem_acquire(&sem);
        task_t task = task_go(ctx_background(), acquire_once, &late);
        if (foreign)
            plain_cancel(&custom, CTX_CANCELED);
        else
            ctx_cancel(cancel);
        if (!foreign) /* a foreign context is heard of through a helper: later */
            task_sem_release(&sem);
        task_join(task);
        if (foreign)
            task_sem_release(&sem);
        EXPECT(late.err == CTX_CANCELED);
        EXPECT(task_sem_acquire_ctx(ctx, &sem) == CTX_CANCELED && task_sem_try_acquire(&sem));
        if (foreign)
            plain_end(&custom);
    }
}

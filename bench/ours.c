/* ours.c — libctx, row by row. `PROGRAM [event]`: only what costs with tracing on ($CTX_TRACE set by the caller).
 */
#include "bench.h"
#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_task.h"

#include <linux/futex.h>
#include <malloc.h>
#include <pthread.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

CTX_KEY(some_key);
CTX_KEY(absent_key);

static void create_cancel_release(ctx_t *parent)
{
    ctx_cancel_t *cancel;
    KEEP(ctx_with_cancel(parent, &cancel));
    ctx_cancel(cancel);
    ctx_release(cancel);
}

static void timeout_cancel_release(ctx_t *parent)
{
    ctx_cancel_t *cancel;
    KEEP(ctx_with_timeout(parent, CTX_S(3600), &cancel));
    ctx_cancel(cancel);
    ctx_release(cancel);
}

static void nothing(void *arg) { (void)arg; }

static void register_stop(ctx_t *ctx)
{
    ctx_stop_t *stop = ctx_after_func(ctx, nothing, NULL);
    KEEP(ctx_stop(stop));
    ctx_stop_drop(stop);
}

static void singles(void)
{
    ctx_cancel_t *cancel, *ended;
    ctx_t *parent = ctx_with_cancel(ctx_background(), &cancel);
    ctx_t *over = ctx_with_cancel(ctx_background(), &ended);
    ctx_cancel(ended);
    ROW("create_cancel_parent", 200000, create_cancel_release(parent));
    ROW("create_cancel_background", 200000, create_cancel_release(ctx_background()));
    ROW("with_value", 200000, ctx_drop(ctx_with_value(parent, some_key, NULL)));
    ROW("err_live", 1000000, KEEP(ctx_err(parent)));
    ROW("err_cancelled", 1000000, KEEP(ctx_err(over)));
    ROW("done_later", 1000000, KEEP(ctx_done(parent)));
    ROW("after_func", 100000, register_stop(parent));
    ctx_release(cancel);
    ctx_release(ended);
}

static void done_first(void)
{
    enum { N = 20000 };
    static ctx_cancel_t *cancels[N];
    static ctx_t *nodes[N];
    double best = 1e9;
    for (int round = 0; round < BATCHES; round++) {
        for (int i = 0; i < N; i++)
            nodes[i] = ctx_with_cancel(ctx_background(), &cancels[i]);
        double from = now_ns();
        for (int i = 0; i < N; i++)
            KEEP(ctx_done(nodes[i]));
        double each = (now_ns() - from) / N;
        best = each < best ? each : best;
        for (int i = 0; i < N; i++)
            ctx_release(cancels[i]);
    }
    printf("done_first %.2f\n", best);
}

static void values(int depth, const char *name)
{
    ctx_t **path = malloc((size_t)depth * sizeof *path);
    ctx_t *ctx = ctx_background();
    for (int i = 0; i < depth; i++)
        path[i] = ctx = ctx_with_value(ctx, some_key, NULL);

    double batch[BATCHES];
    for (int b = 0; b < BATCHES; b++) {
        double from = now_ns();
        int n = 2000000 / depth;
        for (int i = 0; i < n; i++)
            KEEP(ctx_value(ctx, absent_key));
        batch[b] = (now_ns() - from) / n / depth;
    }
    qsort(batch, BATCHES, sizeof batch[0], bench_less);
    printf("%s %.2f\n", name, batch[BATCHES / 2]);
    for (int i = depth; i-- > 0;)
        ctx_drop(path[i]);
    free(path);
}

/* parent_of(i) < i. Prints the cost of cancelling, per node; and of making, where asked. */
static void cascade(const char *name, int n, int (*parent_of)(int), const char *create)
{
    ctx_cancel_t **cancels = malloc((size_t)n * sizeof(ctx_cancel_t *));
    double told[3], made[3], bytes = 0;
    for (int round = 0; round < 3; round++) {
        size_t before = mallinfo2().uordblks;
        double from = now_ns();
        for (int i = 0; i < n; i++)
            (void)ctx_with_cancel(i == 0 ? ctx_background() : cancels[parent_of(i)]->ctx_, &cancels[i]);
        made[round] = (now_ns() - from) / n;
        bytes = (double)(mallinfo2().uordblks - before) / n;
        from = now_ns();
        ctx_cancel(cancels[0]);
        told[round] = (now_ns() - from) / n;
        for (int i = n; i-- > 0;)
            ctx_release(cancels[i]);
    }
    qsort(told, 3, sizeof told[0], bench_less);
    qsort(made, 3, sizeof made[0], bench_less);
    printf("%s %.2f\n", name, told[1]);
    if (create != NULL)
        printf("%s %.2f\n%s_bytes %.1f\n", create, made[1], create, bytes);
    fflush(stdout);
    free(cancels);
}
static int flat(int i) { return i * 0; }
static int tree(int i) { return (i - 1) / 2; }
static int chain(int i) { return i - 1; }

static void many_timers(void)
{
    enum { N = 1000000 };
    ctx_cancel_t **cancels = malloc(N * sizeof(ctx_cancel_t *));
    ctx_ns_t start = ctx_now() + CTX_S(600);
    uint64_t dice = 88172645463325252ull;
    ctx_cancel_t *first; /* the thread runs, and sleeps for something sooner */
    (void)ctx_with_timeout(ctx_background(), CTX_S(300), &first);
    double from = now_ns();
    for (int i = 0; i < N; i++) {
        dice ^= dice << 13, dice ^= dice >> 7, dice ^= dice << 17;
        (void)ctx_with_deadline(ctx_background(), start + (ctx_ns_t)(dice % 3600000000000ull), &cancels[i]);
    }
    double armed = (now_ns() - from) / N;
    for (int i = N; i-- > 1;) {
        dice ^= dice << 13, dice ^= dice >> 7, dice ^= dice << 17;
        int j = (int)(dice % (uint64_t)(i + 1));
        ctx_cancel_t *swap = cancels[i];
        cancels[i] = cancels[j];
        cancels[j] = swap;
    }
    from = now_ns();
    for (int i = 0; i < N; i++)
        ctx_cancel(cancels[i]);
    printf("arm_1M %.2f\ndisarm_1M %.2f\n", armed, (now_ns() - from) / N);
    for (int i = 0; i < N; i++)
        ctx_release(cancels[i]);
    ctx_release(first);
    free(cancels);
}

static void lateness(void)
{
    enum { N = 400 };
    static double late[N];
    for (int i = 0; i < N; i++) {
        ctx_cancel_t *cancel;
        ctx_ns_t deadline;
        ctx_t *ctx = ctx_with_timeout(ctx_background(), CTX_US(300 + i % 50), &cancel);
        (void)ctx_deadline(ctx, &deadline);
        (void)chan_recv(ctx_done(ctx), NULL);
        late[i] = (double)(ctx_now() - deadline) / 1000;
        ctx_release(cancel);
    }
    qsort(late, N, sizeof late[0], bench_less);
    printf("late_p50_us %.2f\nlate_p99_us %.2f\n", late[N / 2], late[N * 99 / 100]);
    fflush(stdout);
}

/* ---- waking ------------------------------------------------------------------------------------------------------- */

static _Atomic uint32_t word;
static double woke_at;
static _Atomic int ready;

static void *raw_waiter(void *arg)
{
    (void)arg;
    ready = 1;
    while (word == 0)
        syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0);
    woke_at = now_ns();
    return NULL;
}
static void *ctx_waiter(void *arg)
{
    ready = 1;
    (void)chan_recv(ctx_done((ctx_t *)arg), NULL);
    woke_at = now_ns();
    return NULL;
}

static double wake_once(ctx_cancel_t *cancel)
{
    pthread_t thread;
    struct timespec moment = {0, 100000};
    ready = 0;
    word = 0;
    pthread_create(&thread, NULL, cancel ? ctx_waiter : raw_waiter, cancel ? cancel->ctx_ : NULL);
    while (!ready)
        nanosleep(&moment, NULL);
    nanosleep(&moment, NULL);
    double from = now_ns();
    if (cancel != NULL) {
        ctx_cancel(cancel);
    } else {
        word = 1;
        syscall(SYS_futex, &word, FUTEX_WAKE_PRIVATE, INT32_MAX, NULL, NULL, 0);
    }
    pthread_join(thread, NULL);
    return woke_at - from;
}

static void waking(void)
{
    enum { N = 301 };
    static double raw[N], ours[N];
    for (int i = 0; i < N; i++) {
        ctx_cancel_t *cancel;
        (void)ctx_with_cancel(ctx_background(), &cancel);
        raw[i] = wake_once(NULL);
        ours[i] = wake_once(cancel);
        ctx_release(cancel);
    }
    qsort(raw, N, sizeof raw[0], bench_less);
    qsort(ours, N, sizeof ours[0], bench_less);
    printf("wake_raw_ns %.0f\nwake_ns %.0f\nwake_ratio %.3f\n", raw[N / 2], ours[N / 2], ours[N / 2] / raw[N / 2]);
    fflush(stdout);
}

enum { CROWD = 1000 };
static _Atomic int waiting_now;
static double awake_at[CROWD];
static ctx_t *crowd_ctx;

static void *one_of_many(void *arg)
{
    chan_t *done = ctx_done(crowd_ctx);
    waiting_now++;
    (void)chan_recv(done, NULL);
    awake_at[(intptr_t)arg] = now_ns();
    return NULL;
}

static void fan_out(void)
{
    static pthread_t threads[CROWD];
    pthread_attr_t attr;
    struct timespec moment = {0, 20000000};
    double last[7]; /* it swings with the scheduler */
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, 64 * 1024);
    for (int round = 0; round < 7; round++) {
        ctx_cancel_t *cancel;
        crowd_ctx = ctx_with_cancel(ctx_background(), &cancel);
        waiting_now = 0;
        for (intptr_t i = 0; i < CROWD; i++)
            pthread_create(&threads[i], &attr, one_of_many, (void *)i);
        while (waiting_now < CROWD)
            nanosleep(&moment, NULL);
        nanosleep(&moment, NULL);
        double from = now_ns();
        ctx_cancel(cancel);
        last[round] = 0;
        for (int i = 0; i < CROWD; i++) {
            pthread_join(threads[i], NULL);
            last[round] = awake_at[i] - from > last[round] ? awake_at[i] - from : last[round];
        }
        ctx_release(cancel);
    }
    qsort(last, 7, sizeof last[0], bench_less);
    printf("fan_out_ms %.2f\n", last[3] / 1e6);
    fflush(stdout);
}

/* ---- two threads -------------------------------------------------------------------------------------------------- */

enum { PAIR_N = 400000 };
static pthread_barrier_t barrier;

static void *derive_many(void *arg)
{
    bench_own_processor();
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < PAIR_N; i++)
        create_cancel_release(arg);
    return NULL;
}

static void *time_many(void *arg)
{
    (void)arg;
    bench_own_processor();
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < PAIR_N; i++)
        timeout_cancel_release(ctx_background());
    return NULL;
}

static void two(const char *name, void *(*each)(void *), bool same)
{
    double wall[5];
    for (int round = 0; round < 5; round++) {
        ctx_cancel_t *cancels[2];
        ctx_t *parents[2];
        pthread_t threads[2];
        for (int i = 0; i < 2; i++)
            parents[i] = ctx_with_cancel(ctx_background(), &cancels[i]);
        pthread_barrier_init(&barrier, NULL, 3);
        for (int i = 0; i < 2; i++)
            pthread_create(&threads[i], NULL, each, parents[same ? 0 : i]);
        double from = now_ns();
        pthread_barrier_wait(&barrier);
        pthread_join(threads[0], NULL);
        pthread_join(threads[1], NULL);
        wall[round] = (now_ns() - from) / (2.0 * PAIR_N);
        ctx_release(cancels[0]);
        ctx_release(cancels[1]);
    }
    qsort(wall, 5, sizeof wall[0], bench_less);
    printf("%s %.2f\n", name, wall[2]);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "event") == 0) { /* with tracing on: bursts that fit the ring */
        ctx_cancel_t *cancel;
        struct timespec moment = {0, 8000000};
        ctx_t *ctx = ctx_with_cancel(ctx_background(), &cancel);
        double event[21], life[21];
        for (int b = 0; b < 21; b++) {
            nanosleep(&moment, NULL);
            double from = now_ns();
            for (int i = 0; i < 2000; i++)
                KEEP(ctx_err(ctx));
            event[b] = (now_ns() - from) / 2000;
            nanosleep(&moment, NULL);
            from = now_ns();
            for (int i = 0; i < 300; i++)
                create_cancel_release(ctx);
            life[b] = (now_ns() - from) / 300;
        }
        qsort(event, 21, sizeof event[0], bench_less);
        qsort(life, 21, sizeof life[0], bench_less);
        printf("event_on %.2f\ncreate_cancel_traced %.2f\n", event[10], life[10]);
        return 0;
    }
    singles();
    done_first();
    values(100, "value_hop_100");
    values(1000, "value_hop_1000");
    cascade("cancel_flat_1k", 1000, flat, NULL);
    cascade("cancel_flat_1M", 1000000, flat, "create_1M");
    cascade("cancel_tree_131071", 131071, tree, NULL);
    cascade("cancel_chain_10k", 10000, chain, NULL);
    cascade("cancel_chain_1M", 1000000, chain, "create_chain_1M");
    ctx_cancel_t *timer;
    (void)ctx_with_timeout(ctx_background(), CTX_S(1800), &timer); /* from here on a second thread lives */
    ROW("timeout_cancel", 100000, timeout_cancel_release(ctx_background()));
    {
        ctx_cancel_t *cancel;
        ctx_t *parent = ctx_with_cancel(ctx_background(), &cancel);
        ROW("create_cancel_parent_mt", 200000, create_cancel_release(parent));
        ROW("after_func_mt", 100000, register_stop(parent));
        ctx_release(cancel);
    }
    many_timers();
    lateness();
    waking();
    fan_out();
    two("two_threads_same_parent", derive_many, true);
    two("two_threads_own_parents", derive_many, false);
    two("two_threads_timeouts", time_many, false);
    ctx_release(timer);
    return 0;
}

/* floor.c — the least that a program can do to have the same effect, row by row as ours.c does it: the same allocations, the
 * same links, the same system calls, and nothing else. No library: what is told cannot be asked for its reason, nothing is
 * checked, nothing is freed early, one thread's work would break another's. It says what the machine takes for itself.
 */
#include "bench.h"

#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* As large as a context and its handle. */
typedef struct node {
    struct node *parent, *next, *prev, *children;
    void *key, *value;
    _Atomic uint32_t word, lock;
    uint32_t err, pad[7];
} node_t;
typedef struct handle { node_t *node; void *made, *pad; } handle_t;
_Static_assert(sizeof(node_t) == 88 && sizeof(handle_t) == 24, "as large as the engine's");

static void lock(_Atomic uint32_t *word)
{
    for (;;) {
        uint32_t seen = 0;
        if (atomic_compare_exchange_weak_explicit(word, &seen, 1, memory_order_acquire, memory_order_relaxed))
            return;
        while (atomic_load_explicit(word, memory_order_relaxed) != 0)
            __builtin_ia32_pause();
    }
}
static void unlock(_Atomic uint32_t *word) { atomic_store_explicit(word, 0, memory_order_release); }

static void link_to(node_t *parent, node_t *node)
{
    node_t *first = parent->children;
    if (first == NULL) {
        parent->children = node->next = node->prev = node;
        return;
    }
    node->next = first;
    node->prev = first->prev;
    first->prev->next = node;
    first->prev = node;
}

static void unlink_from(node_t *parent, node_t *node)
{
    node->prev->next = node->next;
    node->next->prev = node->prev;
    if (parent->children == node)
        parent->children = node->next == node ? NULL : node->next;
}

static handle_t *make(node_t *parent)
{
    node_t *node = malloc(sizeof *node);
    handle_t *handle = malloc(sizeof *handle);
    *node = (node_t){.parent = parent};
    *handle = (handle_t){.node = node};
    return handle;
}
static void give_back(handle_t *handle)
{
    free(handle->node);
    free(handle);
}

static void life(node_t *parent)
{
    handle_t *handle = make(parent);
    if (parent != NULL)
        link_to(parent, handle->node);
    handle->node->err = 1;
    if (parent != NULL)
        unlink_from(parent, handle->node);
    KEEP(handle);
    give_back(handle);
}

static void locked_life(node_t *parent)
{
    handle_t *handle = make(parent);
    lock(&parent->lock);
    link_to(parent, handle->node);
    unlock(&parent->lock);
    handle->node->err = 1;
    atomic_fetch_or(&handle->node->word, 4);
    lock(&parent->lock);
    unlink_from(parent, handle->node);
    unlock(&parent->lock);
    give_back(handle);
}

static void timer_life(node_t *wheel)
{
    KEEP(now_ns());
    locked_life(wheel);
}

static void value_life(void)
{
    void *node = malloc(48);
    KEEP(node);
    free(node);
}

static void registration(node_t *parent)
{
    node_t *node = malloc(112);
    handle_t *handle = malloc(32);
    memset(node, 0, 112);
    handle->node = node;
    link_to(parent, node);
    KEEP(handle);
    unlink_from(parent, node);
    free(handle);
    free(node);
}

typedef struct value_node { struct value_node *parent; const void *key, *more[4]; } value_node_t;

static void values(int depth, const char *name)
{
    value_node_t **path = malloc((size_t)depth * sizeof *path);
    for (int i = 0; i < depth; i++) {
        path[i] = malloc(sizeof *path[i]);
        path[i]->parent = i > 0 ? path[i - 1] : NULL;
        path[i]->key = path;
    }
    double batch[BATCHES];
    for (int b = 0; b < BATCHES; b++) {
        double from = now_ns();
        int n = 2000000 / depth;
        for (int i = 0; i < n; i++) {
            const value_node_t *at = path[depth - 1];
            while (at != NULL && at->key != &batch)
                at = at->parent;
            KEEP(at);
        }
        batch[b] = (now_ns() - from) / n / depth;
    }
    qsort(batch, BATCHES, sizeof batch[0], bench_less);
    printf("%s %.2f\n", name, batch[BATCHES / 2]);
    for (int i = 0; i < depth; i++)
        free(path[i]);
    free(path);
}

/* ---- cascades ------------------------------------------------------------------------------------------------------ */

/* Down and up again along links in the nodes, every node told once. */
static void tell_all(node_t *top)
{
    node_t *at = top;
    for (;;) {
        at->err = 1;
        atomic_store_explicit(&at->word, 4, memory_order_release);
        while (at->children == NULL) {
            if (at == top)
                return;
            at = at->parent;
        }
        node_t *child = at->children;
        at->children = child->next == child ? NULL : child->next;
        if (at->children != NULL) {
            child->prev->next = child->next;
            child->next->prev = child->prev;
        }
        at = child;
    }
}

static void cascade(const char *name, int n, int (*parent_of)(int), const char *create)
{
    handle_t **handles = malloc((size_t)n * sizeof *handles);
    double told[3], made[3];
    for (int round = 0; round < 3; round++) {
        double from = now_ns();
        for (int i = 0; i < n; i++) {
            node_t *parent = i == 0 ? NULL : handles[parent_of(i)]->node;
            handles[i] = make(parent);
            if (parent != NULL)
                link_to(parent, handles[i]->node);
        }
        made[round] = (now_ns() - from) / n;
        from = now_ns();
        tell_all(handles[0]->node);
        told[round] = (now_ns() - from) / n;
        for (int i = n; i-- > 0;)
            give_back(handles[i]);
    }
    qsort(told, 3, sizeof told[0], bench_less);
    qsort(made, 3, sizeof made[0], bench_less);
    printf("%s %.2f\n", name, told[1]);
    if (create != NULL)
        printf("%s %.2f\n", create, made[1]);
    fflush(stdout);
    free(handles);
}
static int flat(int i) { return i * 0; }
static int tree(int i) { return (i - 1) / 2; }
static int chain(int i) { return i - 1; }

/* ---- timers -------------------------------------------------------------------------------------------------------- */

static void many_timers(void)
{
    enum { N = 1000000, SLOTS = 512 };
    static node_t slots[SLOTS];
    handle_t **handles = malloc(N * sizeof *handles);
    uint64_t dice = 88172645463325252ull;
    double from = now_ns();
    for (int i = 0; i < N; i++) {
        dice ^= dice << 13, dice ^= dice >> 7, dice ^= dice << 17;
        node_t *slot = &slots[dice % SLOTS];
        KEEP(now_ns());
        handles[i] = make(slot);
        lock(&slots[0].lock);
        link_to(slot, handles[i]->node);
        unlock(&slots[0].lock);
    }
    double armed = (now_ns() - from) / N;
    for (int i = N; i-- > 1;) {
        dice ^= dice << 13, dice ^= dice >> 7, dice ^= dice << 17;
        int j = (int)(dice % (uint64_t)(i + 1));
        handle_t *swap = handles[i];
        handles[i] = handles[j];
        handles[j] = swap;
    }
    from = now_ns();
    for (int i = 0; i < N; i++) {
        node_t *node = handles[i]->node;
        node->err = 1;
        atomic_fetch_or(&node->word, 4);
        lock(&slots[0].lock);
        unlink_from(node->parent, node);
        unlock(&slots[0].lock);
    }
    printf("arm_1M %.2f\ndisarm_1M %.2f\n", armed, (now_ns() - from) / N);
    for (int i = 0; i < N; i++)
        give_back(handles[i]);
    free(handles);
}

/* A thread of its own sleeps for each deadline and wakes the one who waits. */
static _Atomic uint32_t due;
static struct timespec deadline;
static void *timer_thread(void *arg)
{
    (void)arg;
    prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
    syscall(SYS_futex, &due, FUTEX_WAIT_BITSET_PRIVATE, 0, &deadline, NULL, FUTEX_BITSET_MATCH_ANY);
    due = 1;
    syscall(SYS_futex, &due, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
    return NULL;
}

static void lateness(void)
{
    enum { N = 400 };
    static double late[N];
    for (int i = 0; i < N; i++) {
        pthread_t thread;
        due = 0;
        clock_gettime(CLOCK_MONOTONIC, &deadline);
        deadline.tv_nsec += 300000 + i % 50 * 1000;
        if (deadline.tv_nsec >= 1000000000)
            deadline.tv_sec++, deadline.tv_nsec -= 1000000000;
        pthread_create(&thread, NULL, timer_thread, NULL);
        while (due == 0)
            syscall(SYS_futex, &due, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0);
        late[i] = (now_ns() - (double)deadline.tv_sec * 1e9 - (double)deadline.tv_nsec) / 1000;
        pthread_join(thread, NULL);
    }
    qsort(late, N, sizeof late[0], bench_less);
    printf("late_p50_us %.2f\nlate_p99_us %.2f\n", late[N / 2], late[N * 99 / 100]);
    fflush(stdout);
}

/* ---- threads ------------------------------------------------------------------------------------------------------- */

enum { CROWD = 1000, PAIR_N = 400000 };
static _Atomic int waiting_now;
static _Atomic uint32_t over;
static double awake_at[CROWD];

static void *one_of_many(void *arg)
{
    waiting_now++;
    while (over == 0)
        syscall(SYS_futex, &over, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0);
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
        over = 0;
        waiting_now = 0;
        for (intptr_t i = 0; i < CROWD; i++)
            pthread_create(&threads[i], &attr, one_of_many, (void *)i);
        while (waiting_now < CROWD)
            nanosleep(&moment, NULL);
        nanosleep(&moment, NULL);
        double from = now_ns();
        over = 1;
        syscall(SYS_futex, &over, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
        last[round] = 0;
        for (int i = 0; i < CROWD; i++) {
            pthread_join(threads[i], NULL);
            last[round] = awake_at[i] - from > last[round] ? awake_at[i] - from : last[round];
        }
    }
    qsort(last, 7, sizeof last[0], bench_less);
    printf("fan_out_ms %.2f\n", last[3] / 1e6);
    fflush(stdout);
}

static pthread_barrier_t barrier;
static void *live_many(void *arg)
{
    bench_own_processor();
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < PAIR_N; i++)
        locked_life(arg);
    return NULL;
}

static void two(const char *name, bool same)
{
    static struct { node_t node; } __attribute__((aligned(128))) parents[2];
    double wall[5];
    for (int round = 0; round < 5; round++) {
        pthread_t threads[2];
        pthread_barrier_init(&barrier, NULL, 3);
        for (int i = 0; i < 2; i++)
            pthread_create(&threads[i], NULL, live_many, &parents[same ? 0 : i].node);
        double from = now_ns();
        pthread_barrier_wait(&barrier);
        pthread_join(threads[0], NULL);
        pthread_join(threads[1], NULL);
        wall[round] = (now_ns() - from) / (2.0 * PAIR_N);
    }
    qsort(wall, 5, sizeof wall[0], bench_less);
    printf("%s %.2f\n", name, wall[2]);
    fflush(stdout);
}

/* ---- events: a record of 48 bytes with the processor's counter, into a ring that nobody reads ----------------------- */

typedef struct record { uint64_t stamp, more[5]; } record_t;
static record_t ring[4096];
static uint32_t at;

static void record(uint64_t stamp, uint64_t what)
{
    ring[at++ % 4096] = (record_t){stamp, {what, at, what, at, what}};
}

static void recorded_life(node_t *parent)
{
    static const int instants[4] = {3, 4, 1, 1}; /* made, handle, linked · cancel, told, end, left · released · freed */
    life(parent);
    for (int i = 0; i < 4; i++) {
        uint64_t stamp = __builtin_ia32_rdtsc();
        for (int k = 0; k < instants[i]; k++)
            record(stamp, (uint64_t)(i + k));
    }
}

int main(void)
{
    node_t parent = {0};
    ROW("create_cancel_parent", 200000, life(&parent));
    ROW("create_cancel_background", 200000, life(NULL));
    ROW("with_value", 200000, value_life());
    ROW("after_func", 100000, registration(&parent));
    ROW("event_on", 200000, record(__builtin_ia32_rdtsc(), 1));
    ROW("create_cancel_traced", 100000, recorded_life(&parent));
    values(100, "value_hop_100");
    values(1000, "value_hop_1000");
    cascade("cancel_flat_1k", 1000, flat, NULL);
    cascade("cancel_flat_1M", 1000000, flat, "create_1M");
    cascade("cancel_tree_131071", 131071, tree, NULL);
    cascade("cancel_chain_10k", 10000, chain, NULL);
    cascade("cancel_chain_1M", 1000000, chain, NULL);
    lateness(); /* from here on the allocator knows of a second thread */
    ROW("create_cancel_parent_mt", 200000, locked_life(&parent));
    ROW("timeout_cancel", 100000, timer_life(&parent));
    many_timers();
    fan_out();
    two("two_threads_same_parent", true);
    two("two_threads_own_parents", false);
    return 0;
}

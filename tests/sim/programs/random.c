/* A small concurrent program grown from a number: up to three tasks, each a few operations on shared objects, each
 * folding what it saw into a hash. Its final states say whether two ways of exploring saw the same schedules.
 */
#include <stdatomic.h>

#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"

enum { TASKS = 3 };

static struct world {
    uint64_t random;
    int ops, used;
    chan_t *meet, *queue;
    task_mutex_t mutex, other;
    task_cond_t cond;
    wait_group_t group;
    task_sem_t sem;
    task_once_t once;
    atomic_int number;
    ctx_t *ctx, *below;
    ctx_cancel_t *cancel;
    int guarded, waits;
} w;

static uint32_t dice(uint32_t n)
{
    w.random = w.random * 6364136223846793005ull + 1442695040888963407ull;
    return (uint32_t)(w.random >> 33) % n;
}

typedef struct actor {
    int name, ops, op[4], arg[4];
    uint32_t hash;
} actor_t;
static actor_t actor[TASKS];

static void saw(actor_t *a, uint32_t what) { a->hash = (a->hash ^ what) * 16777619u + 1; }

static void nothing(void *arg) { saw(arg, 99); }

static void after(void *arg)
{
    (void)arg;
    scene_count("after", (int64_t)atomic_fetch_add(&w.number, 3));
}

static void channels(actor_t *a, int op, int arg)
{
    int value = a->name * 10 + arg;
    ctx_ns_t length = CTX_MS(1 + arg);
    switch (op) {
    case 0: saw(a, (uint32_t)chan_send_ctx(w.ctx, w.meet, &value)); break;
    case 1: saw(a, (uint32_t)chan_recv_ctx(w.ctx, w.meet, &value, NULL)), saw(a, (uint32_t)value); break;
    case 2: saw(a, (uint32_t)chan_select(CHAN_SEND(w.queue, &value), CHAN_DEFAULT)); break;
    case 3: saw(a, (uint32_t)chan_select(CHAN_RECV(w.queue, &value), CHAN_DONE(w.ctx))), saw(a, (uint32_t)value); break;
    case 4: saw(a, (uint32_t)chan_select(CHAN_RECV(w.meet, &value), CHAN_RECV(w.queue, &value), CHAN_DEFAULT)); break;
    case 5: saw(a, (uint32_t)chan_select(CHAN_SEND(w.meet, &value), CHAN_RECV(w.queue, &value), CHAN_DONE(w.below))); break;
    case 6: saw(a, (uint32_t)task_sleep_ctx(w.below, length)); break;
    default: saw(a, (uint32_t)chan_len(w.queue)); break;
    }
}

static void locks(actor_t *a, int op, int arg)
{
    switch (op) {
    case 8:
        task_mutex_lock(&w.mutex);
        saw(a, (uint32_t)w.guarded);
        w.guarded = w.guarded * 3 + a->name;
        task_mutex_unlock(&w.mutex);
        break;
    case 9: saw(a, (uint32_t)atomic_fetch_add(&w.number, arg + 1)); break;
    case 10: saw(a, (uint32_t)atomic_load(&w.number)); break;
    case 11:
        saw(a, task_sem_try_acquire(&w.sem));
        break;
    case 12: task_once(&w.once, nothing, a); break;
    case 13:
        task_mutex_lock(&w.other);
        if (w.waits++ == 0)
            task_cond_wait(&w.cond, &w.other);
        saw(a, (uint32_t)w.waits);
        task_mutex_unlock(&w.other);
        break;
    case 14: task_cond_signal(&w.cond); break;
    default: task_yield(); break;
    }
}

static void contexts(actor_t *a, int op, int arg)
{
    switch (op) {
    case 16: saw(a, (uint32_t)ctx_err(w.ctx)); break;
    case 17: saw(a, (uint32_t)ctx_err(w.below)); break;
    case 18: ctx_cancel(w.cancel); break;
    case 19: {
        ctx_auto ctx_cancel_t *cancel = NULL;
        ctx_t *ctx = ctx_with_timeout(w.below, CTX_MS(1 + arg), &cancel);
        saw(a, (uint32_t)task_sleep_ctx(ctx, CTX_MS(2)));
        break;
    }
    case 20: task_sleep(CTX_MS(1 + arg)); break;
    case 21: wait_group_add(&w.group, 1), task_sleep(CTX_MS(1)), wait_group_done(&w.group); break;
    case 22: saw(a, (uint32_t)wait_group_wait_ctx(w.ctx, &w.group)); break;
    case 23: {
        ctx_stop_t *stop = ctx_after_func(w.ctx, after, NULL);
        saw(a, ctx_stop(stop));
        ctx_stop_drop(stop);
        break;
    }
    case 24: {
        timer_auto chan_timer_t *t = timer_new(CTX_MS(1 + arg));
        saw(a, (uint32_t)chan_select(CHAN_RECV(timer_chan(t), NULL), CHAN_DONE(w.below)));
        break;
    }
    default: saw(a, (uint32_t)ctx_now()); break;
    }
}

static void act(ctx_t *ctx, void *arg)
{
    actor_t *a = arg;
    (void)ctx;
    for (int i = 0; i < a->ops; i++) {
        if (a->op[i] < 8)
            channels(a, a->op[i], a->arg[i]);
        else if (a->op[i] < 16)
            locks(a, a->op[i], a->arg[i]);
        else
            contexts(a, a->op[i], a->arg[i]);
    }
    scene_count(a->name == 0 ? "zero" : a->name == 1 ? "one" : "two", (int64_t)a->hash);
}

static void grow(int seed)
{
    static ctx_cancel_t *below;
    w.random = (uint64_t)seed * 77777;
    for (int i = 0; i < 5; i++)
        (void)dice(2);
    w.meet = chan_make(int, 0);
    w.queue = chan_make(int, 1);
    w.sem = (task_sem_t)TASK_SEM(1);
    w.ctx = ctx_with_cancel(ctx_background(), &w.cancel);
    w.below = dice(2) ? ctx_with_cancel(w.ctx, &below) : ctx_with_timeout(w.ctx, CTX_MS(2), &below);
    int kinds = dice(3) == 0 ? 26 : dice(2) ? 16 : 20;
    for (int t = 0; t < TASKS; t++) {
        actor[t] = (actor_t){.name = t, .ops = t == TASKS - 1 ? (int)dice(3) : 1 + (int)dice(3)};
        for (int i = 0; i < actor[t].ops; i++) {
            actor[t].op[i] = (int)dice((uint32_t)kinds);
            if (kinds == 20 && dice(2))
                actor[t].op[i] = 16 + (int)dice(10);
            actor[t].arg[i] = (int)dice(3);
        }
    }
}

void scene_main(ctx_t *root, int seed)
{
    (void)root;
    grow(seed);
    for (int t = 0; t < TASKS; t++)
        if (actor[t].ops > 0)
            task_go(ctx_background(), act, &actor[t]);
    if (seed % 2)
        scene_settle();
    if (seed % 3 == 0)
        task_sleep(CTX_MS(1));
    if (seed % 5 == 0)
        ctx_cancel(w.cancel);
}

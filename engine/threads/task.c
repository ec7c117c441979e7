/* task.c — tasks are detached threads; who joins one finds it by its number, as long as it runs.
 */
#include "task.h"
#include "chan.h"
#include "ctx_task.h"
#include "futex.h"
#include "startup.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BUCKETS = 256, STACK = 1 << 20, TASKS_AT_ONCE = 4096, TOO_MANY = -1 };

typedef struct task_record {
    struct task_record *next; /* guarded by table.lock */
    uint64_t id;
    uint32_t trace_id;
    _Atomic uint32_t refs;  /* the thread's own, and each joiner's */
    _Atomic uint32_t ended; /* futex word */
    const char *name;
    ctx_t *ctx; /* kept */
    task_func_t *fn;
    void *arg;
    void (*free_arg)(void *);
} task_record_t;

static struct {
    rt_lock_t lock;
    task_record_t *buckets[BUCKETS]; /* guarded by lock */
} table;

static _Atomic uint64_t last_id;
static _Atomic int32_t awake = 1;
static _Atomic int32_t alive; /* tasks besides the first; counted as awake is */
static _Atomic uint32_t changes;
bool task_counting;

static RT_THREAD uint32_t self;
static RT_THREAD bool began; /* by task_go */

uint32_t task_self(void)
{
    if (self == 0) { /* the first thread, or one that the program made by other means */
        self = rt_new_id(RT_ID_TASK);
        RT_EVENT(.kind = CTX_EV_TASK_NEW, .other = self, .aux = rt_text(self == 1 ? "main" : "thread"));
    }
    return self;
}

bool task_is_foreign(void) { return !began; }
void task_is_engine(void) { self = TASK_ENGINE; }

void task_count(int n)
{
    atomic_fetch_add(&awake, n);
    atomic_fetch_add(&changes, 1);
}

int32_t task_alive(void) { return atomic_load(&alive); }

int32_t task_awake(uint32_t *seen)
{
    *seen = atomic_load(&changes);
    return atomic_load(&awake);
}

/* ---- the table of running tasks ------------------------------------------------------------------------------ */

static task_record_t **bucket_of(uint64_t id) { return &table.buckets[id % BUCKETS]; }

static void table_add(task_record_t *task)
{
    rt_lock(&table.lock);
    task->next = *bucket_of(task->id);
    *bucket_of(task->id) = task;
    rt_unlock(&table.lock);
}

void task_hold(bool held) { held ? rt_lock(&table.lock) : rt_unlock(&table.lock); }

static void table_remove(task_record_t *task)
{
    rt_lock(&table.lock);
    task_record_t **link = bucket_of(task->id);
    while (*link != task)
        link = &(*link)->next;
    *link = task->next;
    rt_unlock(&table.lock);
}

/* Kept for the caller; NULL: it has ended. */
static task_record_t *table_find(uint64_t id)
{
    rt_lock(&table.lock);
    task_record_t *task = *bucket_of(id);
    while (task != NULL && task->id != id)
        task = task->next;
    if (task != NULL)
        count_up(&task->refs);
    rt_unlock(&table.lock);
    return task;
}

static void record_drop(task_record_t *task)
{
    if (count_down(&task->refs))
        rt_free(task);
}

ctx_event_t task_snapshot(const void *record)
{
    const task_record_t *task = record;
    return (ctx_event_t){.kind = CTX_EV_TASK_NEW, .other = task->trace_id, .node = task->ctx->id,
                         .aux = rt_text(task->name)};
}

/* ---- running --------------------------------------------------------------------------------------------------- */

static void end_task(task_record_t *task)
{
    if (task->free_arg != NULL)
        task->free_arg(task->arg);
    rt_ledger_remove(CTX_LEDGER_TASK, task); /* first: a snapshot that names it is followed by its end */
    RT_EVENT(.kind = CTX_EV_TASK_END);
    ctx_unref_(task->ctx);
    table_remove(task);
    atomic_store_explicit(&task->ended, 1, memory_order_release);
    futex_wake(&task->ended, FUTEX_ALL);
    if (task_counting) {
        task_count(-1);
        atomic_fetch_sub(&alive, 1);
    }
    record_drop(task);
}

static void *run(void *arg)
{
    task_record_t *task = arg;
    self = task->trace_id;
    began = true;
    task->fn(task->ctx, task->arg);
    end_task(task);
    return NULL;
}

/* In a scene a program that starts tasks without end meets a limit of its own before it takes what the whole machine has. */
static int create(pthread_t *thread, const pthread_attr_t *attr, task_record_t *task)
{
    return task_counting && atomic_load(&alive) > TASKS_AT_ONCE ? TOO_MANY : pthread_create(thread, attr, run, task);
}

static void start_thread(task_record_t *task)
{
    pthread_t thread;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    pthread_attr_setstacksize(&attr, STACK);
#endif
    int failed = create(&thread, &attr, task);
    for (int i = 0; failed && i < 100; i++) { /* a limit on threads: others may be about to end */
        usleep(1000);
        failed = create(&thread, &attr, task);
    }
    pthread_attr_destroy(&attr);
    if (failed) {
        fprintf(stderr, "libctx: cannot start a task: %s\n", failed == TOO_MANY ? "more than 4096 at once" : strerror(failed));
        _Exit(2);
    }
}

static task_record_t *new_task(const char *name, ctx_t *ctx, const ctx_site_t *site)
{
    task_record_t *task = rt_alloc(sizeof *task);
    memset(task, 0, sizeof *task);
    task->id = atomic_fetch_add_explicit(&last_id, 1, memory_order_relaxed) + 1;
    atomic_store_explicit(&task->refs, 1, memory_order_relaxed);
    if (rt_traced())
        (void)task_self(); /* the parent's number comes first */
    task->trace_id = RT_NEW_ID(TASK);
    ctx_ref_(ctx);
    task->ctx = ctx;
    task->name = name;
    RT_EVENT(.kind = CTX_EV_TASK_NEW, .other = task->trace_id, .node = ctx->id, .aux = rt_text(name),
             .site = RT_SITE(site));
    rt_ledger_add(CTX_LEDGER_TASK, task, "task", site);
    if (task_counting) {
        atomic_fetch_add(&alive, 1);
        task_count(1);
    }
    table_add(task);
    return task;
}

task_t task_go_owned_at(const ctx_site_t *site, const char *name, ctx_t *ctx, task_func_t *fn, void *arg,
                        void (*free_arg)(void *))
{
    rt_check_use(ctx, site, "context");
    if (fn == NULL)
        ctx_panic_at(site, "go of nil func value");
    task_record_t *task = new_task(name, ctx, site);
    task->fn = fn;
    task->arg = arg;
    task->free_arg = free_arg;
    task_t id = {task->id};
    start_thread(task);
    return id;
}

task_t task_go_at(const ctx_site_t *site, const char *name, ctx_t *ctx, task_func_t *fn, void *arg)
{
    return task_go_owned_at(site, name, ctx, fn, arg, NULL);
}

uint32_t rt_spawn(const char *name, void (*fn)(ctx_t *ctx, void *arg), void *arg, const ctx_site_t *site)
{
    task_record_t *task = new_task(name, ctx_background(), site);
    uint32_t trace_id = task->trace_id;
    task->fn = fn;
    task->arg = arg;
    start_thread(task);
    return trace_id;
}

/* ---- waiting --------------------------------------------------------------------------------------------------- */

void block_event(enum ctx_op op, uint32_t object, ctx_t *ctx, const ctx_site_t *site)
{
    RT_EVENT(.kind = CTX_EV_TASK_BLOCK, .detail = (uint8_t)op, .other = object, .node = ctx ? ctx->id : 0,
             .aux = ctx == NULL, .site = RT_SITE(site));
}

void wake_event(enum ctx_op op, ctx_t *ctx, const ctx_site_t *site)
{
    RT_EVENT(.kind = CTX_EV_TASK_WAKE, .detail = (uint8_t)op, .node = ctx ? ctx->id : 0, .site = RT_SITE(site));
}

void task_join_at(const ctx_site_t *site, task_t id)
{
    task_record_t *task = table_find(id.id);
    if (task == NULL)
        return;
    block_event(CTX_OP_JOIN, task->trace_id, NULL, site);
    task_blocks();
    while (atomic_load_explicit(&task->ended, memory_order_acquire) == 0)
        futex_wait(&task->ended, 0);
    task_goes_on();
    wake_event(CTX_OP_JOIN, NULL, site);
    record_drop(task);
}

void task_yield_at(const ctx_site_t *site)
{
    (void)site;
    sched_yield();
}

void task_sleep_at(const ctx_site_t *site, ctx_ns_t length)
{
    if (length <= 0)
        return;
    block_event(CTX_OP_SLEEP, 0, NULL, site);
    (void)chan_closes_before(NULL, ctx_after(rt_now(), length));
    wake_event(CTX_OP_SLEEP, NULL, site);
}

ctx_err_t task_sleep_ctx_at(const ctx_site_t *site, ctx_t *ctx, ctx_ns_t length)
{
    rt_check_use(ctx, site, "context");
    ctx_ns_t until = ctx_after(rt_now(), length);
    block_event(CTX_OP_SLEEP, 0, ctx, site);
    bool ended = chan_closes_before(ctx_done_quiet_(ctx), until);
    wake_event(CTX_OP_SLEEP, ctx, site);
    if (!ended)
        return CTX_OK;
    RT_EVENT(.kind = CTX_EV_NOTICED, .detail = 4, .node = ctx->id, .site = RT_SITE(site));
    return ctx_err_quiet_(ctx);
}

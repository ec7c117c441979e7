/* sync.c — mutex, condition variable, semaphore, wait group, once; each a futex word or two.
 *
 * The objects may lie on a stack that ends as soon as a wait is over, so what lets a waiter go is the last touch of the
 * object; the wake-up after it goes by address only.
 */
#include "ctx_sync.h"
#include "chan.h"
#include "futex.h"
#include "startup.h"
#include "task.h"

static _Atomic uint32_t *word(uint32_t *plain) { return (_Atomic uint32_t *)plain; }
static _Atomic uint32_t *count_word(int32_t *plain) { return (_Atomic uint32_t *)(void *)plain; }

static uint32_t object(uint64_t *id)
{
    if (!rt_traced())
        return 0;
    uint64_t seen = __atomic_load_n(id, __ATOMIC_RELAXED), made = rt_new_id(RT_ID_OBJECT);
    if (seen == 0 && !__atomic_compare_exchange_n(id, &seen, made, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        made = seen;
    return (uint32_t)(seen != 0 ? seen : made);
}

static void event_lock(enum ctx_event_kind kind, enum ctx_op op, uint64_t *id, const ctx_site_t *site)
{
    RT_EVENT(.kind = (uint16_t)kind, .detail = (uint8_t)op, .other = object(id), .site = RT_SITE(site));
}

static void event_add(enum ctx_op op, uint64_t *id, int64_t count, const ctx_site_t *site)
{
    RT_EVENT(.kind = CTX_EV_ADD, .detail = (uint8_t)op, .other = object(id), .value = count, .site = RT_SITE(site));
}

/* Sleeps while *w == seen, or until ctx is done where there is one. */
static void sleep_on(_Atomic uint32_t *w, uint32_t seen, chan_t *done)
{
    if (done != NULL) {
        done_wait_or_word(done, w, seen);
        return;
    }
    task_blocks();
    futex_wait(w, seen);
    task_goes_on();
}

/* What a wait listens to: ctx's own done, or for a custom context the done of a child made for the purpose. */
typedef struct listen {
    ctx_cancel_t *child;
    chan_t *done;
} listen_t;

static listen_t listen_to(const ctx_site_t *site, ctx_t *ctx)
{
    rt_check_use(ctx, site, "context");
    listen_t l = {NULL, ctx_done_quiet_(ctx)};
    if (l.done != NULL && chan_is_ordinary(l.done)) {
        l.child = ctx_derive_cancel_(site, ctx);
        l.done = ctx_done_quiet_(l.child->ctx_);
    }
    return l;
}

static ctx_err_t listen_end(listen_t l, ctx_t *ctx, bool ended, const ctx_site_t *site)
{
    ctx_err_t err = CTX_OK;
    if (ended) {
        err = ctx_err_quiet_(l.child ? l.child->ctx_ : ctx);
        RT_EVENT(.kind = CTX_EV_NOTICED, .detail = 4, .node = ctx->id, .site = RT_SITE(site));
    }
    ctx_release_at(NULL, l.child);
    return err;
}

/* ---- mutex ------------------------------------------------------------------------------------------------------ */

static bool try_lock(task_mutex_t *m)
{
    uint32_t free = 0;
    return atomic_compare_exchange_strong_explicit(word(&m->word_), &free, 1, memory_order_acquire,
                                                   memory_order_relaxed);
}

void task_mutex_lock_at(const ctx_site_t *site, task_mutex_t *m)
{
    rt_check_use(m, site, "mutex");
    if (!try_lock(m)) {
        block_event(CTX_OP_LOCK, object(&m->id_), NULL, site);
        while (atomic_exchange_explicit(word(&m->word_), 2, memory_order_acquire) != 0)
            sleep_on(word(&m->word_), 2, NULL);
        wake_event(CTX_OP_LOCK, NULL, site);
    }
    event_lock(CTX_EV_LOCK, CTX_OP_LOCK, &m->id_, site);
}

bool task_mutex_try_lock_at(const ctx_site_t *site, task_mutex_t *m)
{
    rt_check_use(m, site, "mutex");
    if (!try_lock(m))
        return false;
    event_lock(CTX_EV_LOCK, CTX_OP_LOCK, &m->id_, site);
    return true;
}

void task_mutex_unlock_at(const ctx_site_t *site, task_mutex_t *m)
{
    rt_check_use(m, site, "mutex");
    event_lock(CTX_EV_UNLOCK, CTX_OP_UNLOCK, &m->id_, site);
    uint32_t before = atomic_exchange_explicit(word(&m->word_), 0, memory_order_release);
    if (before == 0)
        ctx_panic_at(site, "sync: unlock of unlocked mutex");
    if (before == 2)
        futex_wake(word(&m->word_), 1);
}

/* Without a word in the trace: nobody asked for it. */
void mutex_hold(void *mutex, bool held)
{
    task_mutex_t *m = mutex;
    while (held && atomic_exchange_explicit(word(&m->word_), 2, memory_order_acquire) != 0)
        futex_wait(word(&m->word_), 2);
    if (!held) {
        atomic_store_explicit(word(&m->word_), 0, memory_order_release);
        futex_wake(word(&m->word_), 1);
    }
}

/* ---- condition variable ------------------------------------------------------------------------------------------ */

void task_cond_wait_at(const ctx_site_t *site, task_cond_t *cond, task_mutex_t *m)
{
    rt_check_use(cond, site, "condition");
    uint32_t seen = atomic_load_explicit(word(&cond->word_), memory_order_relaxed);
    task_mutex_unlock_at(site, m);
    block_event(CTX_OP_COND_WAIT, object(&cond->id_), NULL, site);
    sleep_on(word(&cond->word_), seen, NULL);
    wake_event(CTX_OP_COND_WAIT, NULL, site);
    task_mutex_lock_at(site, m);
}

static void cond_wake(task_cond_t *cond, int n, const ctx_site_t *site)
{
    rt_check_use(cond, site, "condition");
    event_lock(CTX_EV_UNLOCK, CTX_OP_COND_SIGNAL, &cond->id_, site);
    atomic_fetch_add_explicit(word(&cond->word_), 1, memory_order_release);
    futex_wake(word(&cond->word_), n);
}

void task_cond_signal_at(const ctx_site_t *site, task_cond_t *cond) { cond_wake(cond, 1, site); }
void task_cond_broadcast_at(const ctx_site_t *site, task_cond_t *cond) { cond_wake(cond, FUTEX_ALL, site); }

/* ---- wait group -------------------------------------------------------------------------------------------------- */

void wait_group_add_at(const ctx_site_t *site, wait_group_t *wg, int n)
{
    rt_check_use(wg, site, "wait group");
    uint32_t id = rt_traced() ? object(&wg->id_) : 0; /* before the count: after it, wg may be gone */
    int32_t count = (int32_t)atomic_fetch_add(count_word(&wg->count_), (uint32_t)n) + n;
    RT_EVENT(.kind = CTX_EV_ADD, .detail = CTX_OP_WG_ADD, .other = id, .value = count, .site = RT_SITE(site));
    if (count < 0)
        ctx_panic_at(site, "sync: negative WaitGroup counter");
    if (count == 0 && n < 0)
        futex_wake(count_word(&wg->count_), FUTEX_ALL);
}

static ctx_err_t wg_wait(const ctx_site_t *site, wait_group_t *wg, ctx_t *ctx)
{
    uint32_t count = atomic_load_explicit(count_word(&wg->count_), memory_order_acquire);
    if (count == 0)
        return CTX_OK;
    listen_t l = {NULL, NULL};
    if (ctx != NULL)
        l = listen_to(site, ctx);
    bool ended = false;
    block_event(CTX_OP_WG_WAIT, object(&wg->id_), ctx, site);
    while ((count = atomic_load_explicit(count_word(&wg->count_), memory_order_acquire)) != 0 &&
           !(ended = l.done != NULL && done_closed(l.done)))
        sleep_on(count_word(&wg->count_), count, l.done);
    wake_event(CTX_OP_WG_WAIT, ctx, site);
    return ctx == NULL ? CTX_OK : listen_end(l, ctx, ended, site);
}

void wait_group_wait_at(const ctx_site_t *site, wait_group_t *wg)
{
    rt_check_use(wg, site, "wait group");
    (void)wg_wait(site, wg, NULL);
}

ctx_err_t wait_group_wait_ctx_at(const ctx_site_t *site, ctx_t *ctx, wait_group_t *wg)
{
    rt_check_use(wg, site, "wait group");
    rt_check_use(ctx, site, "context");
    return wg_wait(site, wg, ctx);
}

/* ---- semaphore --------------------------------------------------------------------------------------------------- */

static bool sem_try(task_sem_t *sem)
{
    uint32_t held = atomic_load(count_word(&sem->count_));
    while (held < sem->capacity_)
        if (atomic_compare_exchange_weak(count_word(&sem->count_), &held, held + 1))
            return true;
    return false;
}

static void sem_wake(task_sem_t *sem)
{
    atomic_fetch_add(word(&sem->word_), 1);
    futex_wake(word(&sem->word_), 1);
}

static ctx_err_t sem_wait(const ctx_site_t *site, task_sem_t *sem, ctx_t *ctx)
{
    listen_t l = {NULL, NULL};
    if (ctx != NULL)
        l = listen_to(site, ctx);
    bool got = false, ended = false;
    block_event(CTX_OP_SEM_ACQUIRE, object(&sem->id_), ctx, site);
    atomic_fetch_add(word(&sem->waiters_), 1);
    for (;;) {
        uint32_t seen = atomic_load(word(&sem->word_));
        ended = l.done != NULL && done_closed(l.done);
        got = !ended && sem_try(sem);
        if (got || ended)
            break;
        sleep_on(word(&sem->word_), seen, l.done);
    }
    atomic_fetch_sub(word(&sem->waiters_), 1);
    if (ended) /* a wake-up meant for one who waits may have come to us */
        sem_wake(sem);
    wake_event(CTX_OP_SEM_ACQUIRE, ctx, site);
    if (got)
        event_add(CTX_OP_SEM_ACQUIRE, &sem->id_, (int32_t)atomic_load(count_word(&sem->count_)), site);
    return ctx == NULL ? CTX_OK : listen_end(l, ctx, ended, site);
}

bool task_sem_try_acquire_at(const ctx_site_t *site, task_sem_t *sem)
{
    rt_check_use(sem, site, "semaphore");
    if (!sem_try(sem))
        return false;
    event_add(CTX_OP_SEM_ACQUIRE, &sem->id_, (int32_t)atomic_load(count_word(&sem->count_)), site);
    return true;
}

void task_sem_acquire_at(const ctx_site_t *site, task_sem_t *sem)
{
    if (!task_sem_try_acquire_at(site, sem))
        (void)sem_wait(site, sem, NULL);
}

/* As Go's: whose context has ended gets no place, though one be free. */
ctx_err_t task_sem_acquire_ctx_at(const ctx_site_t *site, ctx_t *ctx, task_sem_t *sem)
{
    rt_check_use(ctx, site, "context");
    if (ctx_err_quiet_(ctx) == CTX_OK && task_sem_try_acquire_at(site, sem))
        return CTX_OK;
    return sem_wait(site, sem, ctx);
}

void task_sem_release_at(const ctx_site_t *site, task_sem_t *sem)
{
    rt_check_use(sem, site, "semaphore");
    uint32_t held = atomic_load(count_word(&sem->count_));
    do {
        if (held == 0)
            ctx_panic_at(site, "semaphore: released more than held");
    } while (!atomic_compare_exchange_weak(count_word(&sem->count_), &held, held - 1));
    event_add(CTX_OP_SEM_RELEASE, &sem->id_, (int64_t)held - 1, site);
    if (atomic_load(word(&sem->waiters_)) != 0)
        sem_wake(sem);
}

/* ---- once -------------------------------------------------------------------------------------------------------- */

enum { ONCE_NEW, ONCE_RUNNING, ONCE_OVER };

static void once_over(task_once_t **once)
{
    atomic_store_explicit(word(&(*once)->word_), ONCE_OVER, memory_order_release);
    futex_wake(word(&(*once)->word_), FUTEX_ALL);
}

void task_once_at(const ctx_site_t *site, task_once_t *once, ctx_func_t *fn, void *arg)
{
    rt_check_use(once, site, "once");
    uint32_t state = ONCE_NEW;
    if (atomic_load_explicit(word(&once->word_), memory_order_acquire) == ONCE_OVER)
        return;
    if (atomic_compare_exchange_strong(word(&once->word_), &state, ONCE_RUNNING)) {
        task_once_t *running __attribute__((unused, cleanup(once_over))) = once; /* a panic ends it too */
        event_lock(CTX_EV_LOCK, CTX_OP_ONCE, &once->id_, site);
        fn(arg);
        return;
    }
    while (atomic_load_explicit(word(&once->word_), memory_order_acquire) != ONCE_OVER)
        sleep_on(word(&once->word_), ONCE_RUNNING, NULL);
}

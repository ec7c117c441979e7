/* sync.c — mutex, condition variable, wait group, semaphore and once in the simulator. The field names in ctx_sync.h are
 * the threaded runtime's; here word_ is the state, and id_ holds the object's clock for the race checker.
 */
#include "ctx_sync.h"

#include "sim.h"

static sim_clock_t **clock_of(uint64_t *id) { return (sim_clock_t **)(void *)id; }

static int await_ready(int op, const ctx_site_t *site, bool (*ready)(const void *), const void *object)
{
    sim_arm_t arm = {.kind = ARM_READY, .ready = ready, .object = object};
    return sim_await(op, site, &arm, 1);
}

/* CTX_OK when it became ready; ctx's err when that came first. */
static ctx_err_t await_ctx(int op, const ctx_site_t *site, ctx_t *ctx, chan_t *done, bool (*ready)(const void *),
                           const void *object, const void *also)
{
    sim_arm_t arms[2] = {{.kind = ARM_RECV, .ch = done, .ctx = ctx},
                         {.kind = ARM_READY, .ready = ready, .object = object, .also = also}};
    if (sim_await(op, site, arms, 2) == 1)
        return CTX_OK;
    RT_EVENT(.kind = CTX_EV_NOTICED, .detail = 4, .node = ctx->id, .site = RT_SITE(site));
    race_look(ctx);
    return ctx_err_quiet_(ctx);
}

/* ---- mutex ----------------------------------------------------------------------------------------------- */

static bool mutex_free(const void *mutex) { return ((const task_mutex_t *)mutex)->word_ == 0; }

static void mutex_taken(const ctx_site_t *site, task_mutex_t *mutex)
{
    mutex->word_ = sim_self_id();
    race_acquire(clock_of(&mutex->id_));
    RT_EVENT(.kind = CTX_EV_LOCK, .detail = CTX_OP_LOCK, .site = RT_SITE(site));
    (void)site;
}

void task_mutex_lock_at(const ctx_site_t *site, task_mutex_t *mutex)
{
    await_ready(CTX_OP_LOCK, site, mutex_free, mutex);
    mutex_taken(site, mutex);
}

/* Asking whether it is free is no lock operation: it may come while another task holds it. */
bool task_mutex_try_lock_at(const ctx_site_t *site, task_mutex_t *mutex)
{
    sim_simple(CTX_OP_ATOMIC, site, mutex, true);
    if (mutex->word_ != 0)
        return false;
    mutex_taken(site, mutex);
    return true;
}

static void mutex_given(const ctx_site_t *site, task_mutex_t *mutex)
{
    if (mutex->word_ == 0)
        ctx_panic_at(site, "sync: unlock of unlocked mutex");
    mutex->word_ = 0;
    race_release(clock_of(&mutex->id_));
    RT_EVENT(.kind = CTX_EV_UNLOCK, .detail = CTX_OP_UNLOCK, .site = RT_SITE(site));
}

void task_mutex_unlock_at(const ctx_site_t *site, task_mutex_t *mutex)
{
    sim_simple(CTX_OP_UNLOCK, site, mutex, true);
    mutex_given(site, mutex);
}

/* ---- condition variable: waiters_ numbers who waits, word_ is the first number that has not been told to go -------------
 * So a signal is for who has waited longest, a broadcast for whoever waits at that moment: who waits later, or once more,
 * takes nobody's place.
 */

typedef struct cond_waiter {
    const task_cond_t *cond;
    uint32_t number;
} cond_waiter_t;

static bool cond_may_go(const void *object)
{
    const cond_waiter_t *w = object;
    return (int32_t)(w->cond->word_ - w->number) > 0;
}

void task_cond_wait_at(const ctx_site_t *site, task_cond_t *cond, task_mutex_t *mutex)
{
    sim_arm_t unlock = {.kind = ARM_ALWAYS, .object = mutex, .write = true, .also = cond};
    sim_await(CTX_OP_UNLOCK, site, &unlock, 1);
    mutex_given(site, mutex);
    cond_waiter_t w = {cond, cond->waiters_++};
    sim_arm_t wait = {.kind = ARM_READY, .ready = cond_may_go, .object = &w, .also = cond};
    sim_await(CTX_OP_COND_WAIT, site, &wait, 1);
    race_acquire(clock_of(&cond->id_));
    task_mutex_lock_at(site, mutex);
}

static void cond_wake(const ctx_site_t *site, task_cond_t *cond, bool all)
{
    sim_simple(CTX_OP_COND_SIGNAL, site, cond, true);
    race_release(clock_of(&cond->id_));
    if (all)
        cond->word_ = cond->waiters_;
    else if (cond->word_ != cond->waiters_)
        cond->word_++;
}

void task_cond_signal_at(const ctx_site_t *site, task_cond_t *cond) { cond_wake(site, cond, false); }
void task_cond_broadcast_at(const ctx_site_t *site, task_cond_t *cond) { cond_wake(site, cond, true); }

/* ---- wait group ------------------------------------------------------------------------------------------ */

static bool group_empty(const void *wg) { return ((const wait_group_t *)wg)->count_ == 0; }

void wait_group_add_at(const ctx_site_t *site, wait_group_t *wg, int n)
{
    sim_simple(CTX_OP_WG_ADD, site, wg, true);
    wg->count_ += n;
    RT_EVENT(.kind = CTX_EV_ADD, .detail = CTX_OP_WG_ADD, .value = wg->count_, .site = RT_SITE(site));
    if (wg->count_ < 0)
        ctx_panic_at(site, "sync: negative WaitGroup counter");
    if (n < 0)
        race_release(clock_of(&wg->id_));
}

void wait_group_wait_at(const ctx_site_t *site, wait_group_t *wg)
{
    await_ready(CTX_OP_WG_WAIT, site, group_empty, wg);
    race_acquire(clock_of(&wg->id_));
}

ctx_err_t wait_group_wait_ctx_at(const ctx_site_t *site, ctx_t *ctx, wait_group_t *wg)
{
    rt_check_use(ctx, site, "context");
    ctx_err_t err = await_ctx(CTX_OP_WG_WAIT, site, ctx, ctx_done_at(NULL, ctx), group_empty, wg, NULL);
    if (err == CTX_OK)
        race_acquire(clock_of(&wg->id_));
    return err;
}

/* ---- semaphore: count_ places are taken ------------------------------------------------------------------- */

static bool sem_has_room(const void *sem)
{
    const task_sem_t *s = sem;
    return s->count_ < (int32_t)s->capacity_;
}

static void sem_taken(const ctx_site_t *site, task_sem_t *sem)
{
    sem->count_++;
    race_acquire(clock_of(&sem->id_));
    RT_EVENT(.kind = CTX_EV_ADD, .detail = CTX_OP_SEM_ACQUIRE, .value = sem->count_, .site = RT_SITE(site));
    (void)site;
}

void task_sem_acquire_at(const ctx_site_t *site, task_sem_t *sem)
{
    await_ready(CTX_OP_SEM_ACQUIRE, site, sem_has_room, sem);
    sem_taken(site, sem);
}

bool task_sem_try_acquire_at(const ctx_site_t *site, task_sem_t *sem)
{
    sim_simple(CTX_OP_SEM_ACQUIRE, site, sem, true);
    if (!sem_has_room(sem))
        return false;
    sem_taken(site, sem);
    return true;
}

/* Whose context has ended gets no place, though one be free. */
typedef struct sem_waiter {
    const task_sem_t *sem;
    chan_t *done;
} sem_waiter_t;

static bool sem_has_room_in_time(const void *waiter)
{
    const sem_waiter_t *w = waiter;
    return sem_has_room(w->sem) && (w->done == NULL || !sim_chan_can(w->done, ARM_RECV));
}

ctx_err_t task_sem_acquire_ctx_at(const ctx_site_t *site, ctx_t *ctx, task_sem_t *sem)
{
    rt_check_use(ctx, site, "context");
    sem_waiter_t w = {sem, ctx_done_at(NULL, ctx)};
    ctx_err_t err = await_ctx(CTX_OP_SEM_ACQUIRE, site, ctx, w.done, sem_has_room_in_time, &w, sem);
    if (err == CTX_OK)
        sem_taken(site, sem);
    return err;
}

void task_sem_release_at(const ctx_site_t *site, task_sem_t *sem)
{
    sim_simple(CTX_OP_SEM_RELEASE, site, sem, true);
    if (sem->count_ == 0)
        ctx_panic_at(site, "semaphore: released more than held");
    sem->count_--;
    race_release(clock_of(&sem->id_));
    RT_EVENT(.kind = CTX_EV_ADD, .detail = CTX_OP_SEM_RELEASE, .value = sem->count_, .site = RT_SITE(site));
}

/* ---- once: 0 not yet, 1 running, 2 done ------------------------------------------------------------------- */

static bool once_idle(const void *once) { return ((const task_once_t *)once)->word_ != 1; }

/* Also when fn panics, as in Go. */
static void once_over(task_once_t **once)
{
    (*once)->word_ = 2;
    race_release(clock_of(&(*once)->id_));
}

void task_once_at(const ctx_site_t *site, task_once_t *once, ctx_func_t *fn, void *arg)
{
    rt_check_code(fn);
    await_ready(CTX_OP_ONCE, site, once_idle, once);
    if (once->word_ == 0) {
        task_once_t *running __attribute__((cleanup(once_over), unused)) = once;
        once->word_ = 1;
        fn(arg);
        sim_simple(CTX_OP_ONCE, site, once, true);
    }
    race_acquire(clock_of(&once->id_));
}

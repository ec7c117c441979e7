/* ctx_sync.h — wait group, mutex, condition variable, semaphore, once. All zero-initialised objects: `{0}` is ready.
 * None needs destroying; none may be moved while in use. Every call may be made by any task; an object may go as soon as
 * the wait on it is over.
 *
 *     wait_group_t all = {0};
 *     wait_group_add(&all, 1);                        // before the task is started, not in it
 *     task_go(ctx, work, &all);                       // … wait_group_done(&all);
 *     if (wait_group_wait_ctx(ctx, &all) != CTX_OK)   // left because ctx ended: the tasks may still run
 *         return ctx_err(ctx);
 *
 * The three that take a ctx return CTX_OK when they got what they waited for, else ctx's err.
 */
#ifndef CTX_SYNC_H
#define CTX_SYNC_H

#include "ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct { uint32_t word_, waiters_; uint64_t id_; } task_mutex_t;
typedef struct { uint32_t word_, waiters_; uint64_t id_; } task_cond_t;
typedef struct { int32_t count_; uint32_t word_, waiters_, capacity_; uint64_t id_; } task_sem_t;
typedef struct { int32_t count_; uint32_t word_, waiters_; uint64_t id_; } wait_group_t;
typedef struct { uint32_t word_, waiters_; uint64_t id_; } task_once_t;

/* Panics: "sync: unlock of unlocked mutex". Not recursive: locking it twice in one task blocks for ever. */
void task_mutex_lock_at(const ctx_site_t *site, task_mutex_t *mutex);
bool task_mutex_try_lock_at(const ctx_site_t *site, task_mutex_t *mutex);
void task_mutex_unlock_at(const ctx_site_t *site, task_mutex_t *mutex);
#define task_mutex_lock(m) task_mutex_lock_at(CTX_HERE, (m))
#define task_mutex_try_lock(m) task_mutex_try_lock_at(CTX_HERE, (m))
#define task_mutex_unlock(m) task_mutex_unlock_at(CTX_HERE, (m))

/* Wait: call with mutex held; it is held again on return. Wakes may be spurious. */
void task_cond_wait_at(const ctx_site_t *site, task_cond_t *cond, task_mutex_t *mutex);
void task_cond_signal_at(const ctx_site_t *site, task_cond_t *cond);
void task_cond_broadcast_at(const ctx_site_t *site, task_cond_t *cond);
#define task_cond_wait(c, m) task_cond_wait_at(CTX_HERE, (c), (m))
#define task_cond_signal(c) task_cond_signal_at(CTX_HERE, (c))
#define task_cond_broadcast(c) task_cond_broadcast_at(CTX_HERE, (c))

/* Panics: "sync: negative WaitGroup counter". */
void wait_group_add_at(const ctx_site_t *site, wait_group_t *wg, int n);
void wait_group_wait_at(const ctx_site_t *site, wait_group_t *wg);
ctx_err_t wait_group_wait_ctx_at(const ctx_site_t *site, ctx_t *ctx, wait_group_t *wg); /* CTX_OK, or ctx's err */
#define wait_group_add(wg, n) wait_group_add_at(CTX_HERE, (wg), (n))
#define wait_group_done(wg) wait_group_add_at(CTX_HERE, (wg), -1)
#define wait_group_wait(wg) wait_group_wait_at(CTX_HERE, (wg))
#define wait_group_wait_ctx(ctx, wg) wait_group_wait_ctx_at(CTX_HERE, (ctx), (wg))

/* A counting semaphore of `capacity` places: TASK_SEM(64). Panics: "semaphore: released more than held". */
#define TASK_SEM(capacity) {0, 0, 0, (capacity), 0}
void task_sem_acquire_at(const ctx_site_t *site, task_sem_t *sem);
bool task_sem_try_acquire_at(const ctx_site_t *site, task_sem_t *sem);
ctx_err_t task_sem_acquire_ctx_at(const ctx_site_t *site, ctx_t *ctx, task_sem_t *sem);
void task_sem_release_at(const ctx_site_t *site, task_sem_t *sem);
#define task_sem_acquire(s) task_sem_acquire_at(CTX_HERE, (s))
#define task_sem_try_acquire(s) task_sem_try_acquire_at(CTX_HERE, (s))
#define task_sem_acquire_ctx(ctx, s) task_sem_acquire_ctx_at(CTX_HERE, (ctx), (s))
#define task_sem_release(s) task_sem_release_at(CTX_HERE, (s))

/* Calls fn(arg) the first time; every call returns after that one has. */
void task_once_at(const ctx_site_t *site, task_once_t *once, ctx_func_t *fn, void *arg);
#define task_once(o, fn, arg) task_once_at(CTX_HERE, (o), (fn), (arg))

#ifdef __cplusplus
}
#endif
#endif

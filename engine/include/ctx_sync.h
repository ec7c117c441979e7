/* ctx_sync.h — wait group, mutex, condition variable, semaphore, once. All zero-initialised objects: `{0}` is ready.
 * None needs destroying; none may be moved while in use. Every call may be made by any task; an object may go as soon as
 * the wait on it is over.
 *
 * The two that take a ctx return CTX_OK when they got what they waited for, else ctx's err. How to read a declaration: ctx.h.
 */
#ifndef CTX_SYNC_H
#define CTX_SYNC_H

#include "ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The fields are private. */
typedef struct { uint32_t word_, waiters_; uint64_t id_; } task_mutex_t;
typedef struct { uint32_t word_, waiters_; uint64_t id_; } task_cond_t;
typedef struct { int32_t count_; uint32_t word_, waiters_, capacity_; uint64_t id_; } task_sem_t;
typedef struct { int32_t count_; uint32_t word_, waiters_; uint64_t id_; } wait_group_t;
typedef struct { uint32_t word_, waiters_; uint64_t id_; } task_once_t;

/* One task at a time. Not recursive: locking it twice in one task blocks for ever.
 * Owns: borrowed. Fails: try_lock: false when it is taken; unlock panics "sync: unlock of unlocked mutex". Threads: any; it may
 * be unlocked by another task than locked it.
 *
 *     task_mutex_lock(&lock);
 *     count++;
 *     task_mutex_unlock(&lock);
 *     if (task_mutex_try_lock(&lock))
 *         task_mutex_unlock(&lock);
 */
void task_mutex_lock_at(const ctx_site_t *site, task_mutex_t *mutex);
bool task_mutex_try_lock_at(const ctx_site_t *site, task_mutex_t *mutex);
void task_mutex_unlock_at(const ctx_site_t *site, task_mutex_t *mutex);
#define task_mutex_lock(/* m */...) task_mutex_lock_at(CTX_HERE, __VA_ARGS__)
#define task_mutex_try_lock(/* m */...) task_mutex_try_lock_at(CTX_HERE, __VA_ARGS__)
#define task_mutex_unlock(/* m */...) task_mutex_unlock_at(CTX_HERE, __VA_ARGS__)

/* Wait gives mutex up and sleeps until it is told; mutex is held again on return. A signal is for who has waited longest, a
 * broadcast for whoever waits at that moment; who waits later takes nobody's place. On threads a wait may also return without
 * being told: ask again what you wait for, in a loop.
 * Owns: borrowed. Fails: never; deaf to every context (docs/c-api.md shows how after_func wakes it). Threads: wait with mutex
 * held, all waits of one condition with the same; the others any.
 *
 *     task_mutex_lock(&lock);
 *     while (count == 0)
 *         task_cond_wait(&changed, &lock);
 *     if (--count > 1)
 *         task_cond_broadcast(&changed);
 *     else
 *         task_cond_signal(&changed);
 *     task_mutex_unlock(&lock);
 */
void task_cond_wait_at(const ctx_site_t *site, task_cond_t *cond, task_mutex_t *mutex);
void task_cond_signal_at(const ctx_site_t *site, task_cond_t *cond);
void task_cond_broadcast_at(const ctx_site_t *site, task_cond_t *cond);
#define task_cond_wait(/* c, m */...) task_cond_wait_at(CTX_HERE, __VA_ARGS__)
#define task_cond_signal(/* c */...) task_cond_signal_at(CTX_HERE, __VA_ARGS__)
#define task_cond_broadcast(/* c */...) task_cond_broadcast_at(CTX_HERE, __VA_ARGS__)

/* Counts tasks, and waits until there are none. Add before a task is started, not in it.
 * Owns: wg borrowed; it may go as soon as a wait on it is over. ctx borrowed. Fails: panics "sync: negative WaitGroup counter";
 * wait_ctx: ctx's err, and the tasks may still run. Threads: any.
 *
 *     wait_group_add(&all, 1);
 *     task_go(ctx, finish, &all);
 *     if (wait_group_wait_ctx(ctx, &all) != CTX_OK)
 *         wait_group_wait(&all);
 *
 *     static void finish(ctx_t *ctx, void *arg) { (void)ctx, wait_group_done((wait_group_t *)arg); }
 */
void wait_group_add_at(const ctx_site_t *site, wait_group_t *wg, int n);
void wait_group_wait_at(const ctx_site_t *site, wait_group_t *wg);
ctx_err_t wait_group_wait_ctx_at(const ctx_site_t *site, ctx_t *ctx, wait_group_t *wg);
static inline void wait_group_done_at(const ctx_site_t *site, wait_group_t *wg) { wait_group_add_at(site, wg, -1); }
#define wait_group_add(/* wg, n */...) wait_group_add_at(CTX_HERE, __VA_ARGS__)
#define wait_group_done(/* wg */...) wait_group_done_at(CTX_HERE, __VA_ARGS__)
#define wait_group_wait(/* wg */...) wait_group_wait_at(CTX_HERE, __VA_ARGS__)
#define wait_group_wait_ctx(/* ctx, wg */...) wait_group_wait_ctx_at(CTX_HERE, __VA_ARGS__)

/* A counting semaphore of `capacity` places: TASK_SEM(64). acquire_ctx waits no longer than ctx lives, and takes no place for
 * a ctx that has ended, though one be free.
 * Owns: borrowed. Units: places. Fails: try_acquire: false when all are taken; acquire_ctx: ctx's err; release panics
 * "semaphore: released more than held". Threads: any; a place may be given back by another task.
 *
 *     static task_sem_t slots = TASK_SEM(8);
 *     if (!task_sem_try_acquire(&slots) && task_sem_acquire_ctx(ctx, &slots) != CTX_OK)
 *         return ctx_err(ctx);
 *     work(&job);
 *     task_sem_release(&slots);
 *     task_sem_acquire(&slots);
 */
#define TASK_SEM(capacity) {0, 0, 0, (capacity), 0}
void task_sem_acquire_at(const ctx_site_t *site, task_sem_t *sem);
bool task_sem_try_acquire_at(const ctx_site_t *site, task_sem_t *sem);
ctx_err_t task_sem_acquire_ctx_at(const ctx_site_t *site, ctx_t *ctx, task_sem_t *sem);
void task_sem_release_at(const ctx_site_t *site, task_sem_t *sem);
#define task_sem_acquire(/* s */...) task_sem_acquire_at(CTX_HERE, __VA_ARGS__)
#define task_sem_try_acquire(/* s */...) task_sem_try_acquire_at(CTX_HERE, __VA_ARGS__)
#define task_sem_acquire_ctx(/* ctx, s */...) task_sem_acquire_ctx_at(CTX_HERE, __VA_ARGS__)
#define task_sem_release(/* s */...) task_sem_release_at(CTX_HERE, __VA_ARGS__)

/* Calls fn(arg) the first time, also when it panics; every call returns after that one has.
 * Owns: all borrowed during the call. Fails: never. Threads: any; fn must not call it on the same object.
 *
 *     static task_once_t opened;
 *     task_once(&opened, open_log, &job);
 */
void task_once_at(const ctx_site_t *site, task_once_t *once, ctx_func_t *fn, void *arg);
#define task_once(/* o, fn, arg */...) task_once_at(CTX_HERE, __VA_ARGS__)

#ifdef __cplusplus
}
#endif
#endif

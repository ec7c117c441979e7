/* ctx_task.h — tasks: what Go calls goroutines. A thread on the threaded runtime, a fiber in the simulator.
 */
#ifndef CTX_TASK_H
#define CTX_TASK_H

#include "ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A task, by its number: a value to copy about, nothing to give back. */
typedef struct task {
    uint64_t id; /* never used again */
} task_t;
typedef void task_func_t(ctx_t *ctx, void *arg);

/* Starts fn(ctx, arg) in a task of its own (on threads: a detached thread with a stack of 1 MiB). It needs no joining: the
 * result may be ignored. `_owned`: free_arg(arg) is called when fn has returned, or was unwound by a panic.
 * Owns: ctx kept until fn has ended; arg borrowed until then, or owned by the task. Fails: panics "go of nil func value";
 * no memory, or for a tenth of a second no thread to be had: one line ends the process (exit 2).
 * Threads: any.
 *
 *     task_t worker_task = task_go(ctx, worker, &job);
 *     task_go_owned(ctx, worker, strdup("a copy"), free);
 *     task_join(worker_task);
 */
task_t task_go_at(const ctx_site_t *site, const char *name, ctx_t *ctx, task_func_t *fn, void *arg);
task_t task_go_owned_at(const ctx_site_t *site, const char *name, ctx_t *ctx, task_func_t *fn, void *arg,
                        void (*free_arg)(void *));
#define task_go(ctx, fn, /* arg */...) task_go_at(CTX_HERE, #fn, (ctx), (fn), __VA_ARGS__)
#define task_go_owned(ctx, fn, /* arg, free_arg */...) task_go_owned_at(CTX_HERE, #fn, (ctx), (fn), __VA_ARGS__)

/* Returns when task has ended. To bound the wait, have the task close a channel, or use wait_group_wait_ctx.
 * Owns: no pointers. Fails: never; deaf to every context. Threads: any number of joiners, at any time, but not the task itself.
 *
 *     ctx_cancel(cancel);
 *     task_join(task);
 */
void task_join_at(const ctx_site_t *site, task_t task);
#define task_join(/* task */...) task_join_at(CTX_HERE, __VA_ARGS__)

/* Yield lets others go first. Sleep lets time pass, deaf to every context: usually task_sleep_ctx is meant, which is CTX_OK
 * after length, or ctx's err when it is done sooner.
 * Owns: ctx borrowed. Units: lengths. Fails: only task_sleep_ctx, with ctx's err. Threads: any.
 *
 *     while (!ready() && task_sleep_ctx(ctx, CTX_MS(10)) == CTX_OK)
 *         task_yield();
 *     task_sleep(CTX_US(50));
 */
void task_yield_at(const ctx_site_t *site);
void task_sleep_at(const ctx_site_t *site, ctx_ns_t length);
ctx_err_t task_sleep_ctx_at(const ctx_site_t *site, ctx_t *ctx, ctx_ns_t length);
#define task_yield() task_yield_at(CTX_HERE)
#define task_sleep(/* length_ns */...) task_sleep_at(CTX_HERE, __VA_ARGS__)
#define task_sleep_ctx(/* ctx, length_ns */...) task_sleep_ctx_at(CTX_HERE, __VA_ARGS__)

/* Calls fn(arg); returns NULL, or the rule of the panic that ended it (Go: defer + recover).
 * Owns: arg borrowed during the call; the text borrowed, for ever. Fails: never. Threads: any.
 *
 *     const char *rule = task_try(risky, &job);
 *     if (rule != NULL)
 *         printf("it panicked: %s\n", rule);
 */
const char *task_try_at(const ctx_site_t *site, ctx_func_t *fn, void *arg);
#define task_try(/* fn, arg */...) task_try_at(CTX_HERE, __VA_ARGS__)

#ifdef __cplusplus
}
#endif
#endif

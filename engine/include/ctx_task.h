/* ctx_task.h — tasks: what Go calls goroutines. A thread on the threaded runtime, a fiber in the simulator.
 */
#ifndef CTX_TASK_H
#define CTX_TASK_H

#include "ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct task {
    uint64_t id; /* never used again */
} task_t;
typedef void task_func_t(ctx_t *ctx, void *arg);

/* Starts fn(ctx, arg) in a task of its own (on threads: a detached thread with a stack of 1 MiB). ctx is kept until fn
 * returns; arg is borrowed until then. The result may be ignored: a task needs no joining.
 *
 *     task_t task = task_go(ctx, work, &job);
 *     task_join(task);
 *
 * Panics: "runtime error: invalid memory address or nil pointer dereference", "go of nil func value". */
task_t task_go_at(const ctx_site_t *site, const char *name, ctx_t *ctx, task_func_t *fn, void *arg);
/* The same; free_arg(arg) is called when fn has returned, or was unwound by a panic. */
task_t task_go_owned_at(const ctx_site_t *site, const char *name, ctx_t *ctx, task_func_t *fn, void *arg,
                        void (*free_arg)(void *));
#define task_go(ctx, fn, arg) task_go_at(CTX_HERE, #fn, (ctx), (fn), (arg))
#define task_go_owned(ctx, fn, arg, free_arg) task_go_owned_at(CTX_HERE, #fn, (ctx), (fn), (arg), (free_arg))

void task_join_at(const ctx_site_t *site, task_t task); /* returns when task has ended; any number of joiners */
void task_yield_at(const ctx_site_t *site);             /* lets others go first */
void task_sleep_at(const ctx_site_t *site, ctx_ns_t length); /* deaf to every context */
/* CTX_OK after length, or ctx's err when it is done sooner. */
ctx_err_t task_sleep_ctx_at(const ctx_site_t *site, ctx_t *ctx, ctx_ns_t length);
#define task_join(task) task_join_at(CTX_HERE, (task))
#define task_yield() task_yield_at(CTX_HERE)
#define task_sleep(length_ns) task_sleep_at(CTX_HERE, (length_ns))
#define task_sleep_ctx(ctx, length_ns) task_sleep_ctx_at(CTX_HERE, (ctx), (length_ns))

/* Calls fn(arg); returns NULL, or what it panicked with (Go: defer + recover). The text is borrowed, for ever. */
const char *task_try_at(const ctx_site_t *site, ctx_func_t *fn, void *arg);
#define task_try(fn, arg) task_try_at(CTX_HERE, (fn), (arg))

#ifdef __cplusplus
}
#endif
#endif

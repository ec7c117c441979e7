/* ctx_group.h — tasks that succeed or fail together.
 *
 *     ctx_auto_group ctx_group_t *group = NULL;
 *     ctx_t *ctx = ctx_with_group(parent, &group);
 *     for (int i = 0; i < n; i++)
 *         ctx_group_go(group, fetch, &urls[i]);
 *     const ctx_error_t *err = ctx_group_wait(group);
 *
 * The first member that returns an error cancels the group's context with that error as the cause. Wait joins all
 * members, then cancels, and returns that first error.
 */
#ifndef CTX_GROUP_H
#define CTX_GROUP_H

#include "ctx.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctx_group ctx_group_t;
/* A member. ctx: the group's, kept while it runs. Returns NULL, or why it failed (kept by the group). */
typedef const ctx_error_t *ctx_group_func_t(ctx_t *ctx, void *arg);

/* The group is owned (ctx_group_release), its context borrowed from it, parent kept. Panics: "cannot create context from
 * nil parent". */
ctx_t *ctx_with_group_at(const ctx_site_t *site, ctx_t *parent, ctx_group_t **group) __attribute__((nonnull(3)));
#define ctx_with_group(parent, group) ctx_with_group_at(CTX_HERE, (parent), (group))

/* At most n members at a time; negative: no limit (as it begins), 0: none may start. Panics while members run: "modify
 * limit while tasks in the group are still active". */
void ctx_group_limit_at(const ctx_site_t *site, ctx_group_t *group, int n);
#define ctx_group_limit(group, n) ctx_group_limit_at(CTX_HERE, (group), (n))

/* Starts fn(ctx, arg) in a task of its own; blocks while the limit is reached. arg: borrowed until the member ends. */
void ctx_group_go_at(const ctx_site_t *site, const char *name, ctx_group_t *group, ctx_group_func_t *fn, void *arg);
/* The same, unless the limit is reached: then false, and nothing was started. */
bool ctx_group_try_go_at(const ctx_site_t *site, const char *name, ctx_group_t *group, ctx_group_func_t *fn, void *arg);
#define ctx_group_go(group, fn, arg) ctx_group_go_at(CTX_HERE, #fn, (group), (fn), (arg))
#define ctx_group_try_go(group, fn, arg) ctx_group_try_go_at(CTX_HERE, #fn, (group), (fn), (arg))

/* Returns when every member has: the first error, or NULL. Borrowed: valid while the group is. */
const ctx_error_t *ctx_group_wait_at(const ctx_site_t *site, ctx_group_t *group);
#define ctx_group_wait(group) ctx_group_wait_at(CTX_HERE, (group))

/* Cancels, waits for the members, gives the group back. NULL is ignored. */
void ctx_group_release_at(const ctx_site_t *site, ctx_group_t *group);
#define ctx_group_release(group) ctx_group_release_at(CTX_HERE, (group))
void ctx_auto_group_(ctx_group_t **group);
#define ctx_auto_group __attribute__((cleanup(ctx_auto_group_)))

#ifdef __cplusplus
}
#endif
#endif

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

/* A group; and what a member runs, which returns NULL, or why it failed. */
typedef struct ctx_group ctx_group_t;
typedef const ctx_error_t *ctx_group_func_t(ctx_t *ctx, void *arg);

/* A group, and the context that all its members get. Release cancels, waits for the members, and gives the group back;
 * `ctx_auto_group` does that at the end of the block.
 * Owns: *group is owned (ctx_group_release), its context borrowed from it, parent kept. Fails: panics "cannot create context
 * from nil parent"; release ignores NULL. Threads: any; release once, and by no member.
 *
 *     ctx_auto_group ctx_group_t *group = NULL;
 *     ctx_t *shared = ctx_with_group(parent, &group);
 *     ctx_group_go(group, fetch, &urls[0]);
 *     if (ctx_err(shared) != CTX_OK)
 *         ctx_group_release(group), group = NULL;
 */
ctx_t *ctx_with_group_at(const ctx_site_t *site, ctx_t *parent, ctx_group_t **group) __attribute__((nonnull(3)));
void ctx_group_release_at(const ctx_site_t *site, ctx_group_t *group);
void ctx_auto_group_(ctx_group_t **group);
#define ctx_with_group(/* parent, group */...) ctx_with_group_at(CTX_HERE, __VA_ARGS__)
#define ctx_group_release(/* group */...) ctx_group_release_at(CTX_HERE, __VA_ARGS__)
#define ctx_auto_group __attribute__((cleanup(ctx_auto_group_)))

/* At most n members at a time; negative: no limit (as it begins), 0: none may start.
 * Owns: borrowed. Units: members. Fails: panics while members run: "errgroup: modify limit while tasks in the group are still
 * active". Threads: while nobody starts members.
 *
 *     ctx_group_limit(group, 8);
 *     for (int i = 0; i < n; i++)
 *         ctx_group_go(group, fetch, &urls[i]);
 */
void ctx_group_limit_at(const ctx_site_t *site, ctx_group_t *group, int n);
#define ctx_group_limit(/* group, n */...) ctx_group_limit_at(CTX_HERE, __VA_ARGS__)

/* Starts fn(ctx, arg) in a task of its own, with the group's context. go waits while the limit is reached, deaf to every
 * context; try_go does not. A panic in fn is the process's end, as in every task.
 * Owns: the context kept while the member runs, arg borrowed until then, the error kept by the group. Fails: panics "go of nil
 * func value"; try_go: false while the limit is reached, and nothing was started. Threads: any, members too.
 *
 *     if (!ctx_group_try_go(group, fetch, &urls[0]))
 *         printf("all busy\n");
 *     ctx_group_go(group, fetch, &urls[1]);
 */
void ctx_group_go_at(const ctx_site_t *site, const char *name, ctx_group_t *group, ctx_group_func_t *fn, void *arg);
bool ctx_group_try_go_at(const ctx_site_t *site, const char *name, ctx_group_t *group, ctx_group_func_t *fn, void *arg);
#define ctx_group_go(group, fn, /* arg */...) ctx_group_go_at(CTX_HERE, #fn, (group), (fn), __VA_ARGS__)
#define ctx_group_try_go(group, fn, /* arg */...) ctx_group_try_go_at(CTX_HERE, #fn, (group), (fn), __VA_ARGS__)

/* Returns when every member has, and cancels the context then: the first error, or NULL.
 * Owns: borrowed, valid while the group is. Fails: that is what it says. Threads: any, as often as one likes; by no member.
 *
 *     const ctx_error_t *err = ctx_group_wait(group);
 *     if (err != NULL)
 *         printf("one failed: %s\n", err->text);
 */
const ctx_error_t *ctx_group_wait_at(const ctx_site_t *site, ctx_group_t *group);
#define ctx_group_wait(/* group */...) ctx_group_wait_at(CTX_HERE, __VA_ARGS__)

#ifdef __cplusplus
}
#endif
#endif

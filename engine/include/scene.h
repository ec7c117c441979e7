/* scene.h — what a scenario, and the scenery it uses, may say to the machinery around it. Not for learners' files.
 *
 * A scenario plays one exercise: it calls the learner's functions from `scene_main`, in two sizes. What happened is
 * judged afterwards, from the trace, by the entry's checks.c (trace/check.h).
 *
 *     void scene_main(ctx_t *root, int size)
 *     {
 *         for (int i = 0; i < scene_size(size, 2, 100); i++)
 *             handle_request(root, i);
 *         scene_rest(CTX_S(1));    // whoever means to stop has had the time to
 *         scene_mark("idle");      // leaks are judged here
 *     }
 */
#ifndef SCENE_H
#define SCENE_H

#include "ctx.h"
#include "work.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How big the scene is: two or three of each, to be explored; or a hundred, to be counted. */
enum { SCENE_SMALL, SCENE_BIG };

/* Written by each scenario. root: a cancelable context whose handle the machinery holds ("drop cancel", the cancel sweep).
 * Runs as task 1. When it returns, teardown follows: root is released, then whatever still lives is reported. scene_size says
 * how many there are in this size.
 * Owns: root borrowed. Units: size is SCENE_SMALL or SCENE_BIG. Fails: a panic fails the run. Threads: task 1, once.
 *
 *     void scene_main(ctx_t *root, int size)
 *     {
 *         for (int i = 0; i < scene_size(size, 2, 100); i++)
 *             serve(root);
 *     }
 */
void scene_main(ctx_t *root, int size);
static inline int scene_size(int size, int small, int big) { return size == SCENE_BIG ? big : small; }

/* Cancels root: a caller that leaves, a client that hangs up.
 * Owns: no pointers. Fails: never. Threads: any.
 *
 *     task_sleep(CTX_MS(5));
 *     scene_cancel_root();
 */
void scene_cancel_root_at(const ctx_site_t *site);
#define scene_cancel_root() scene_cancel_root_at(CTX_HERE)

/* Settle waits until no other task can move at this instant (Go: synctest.Wait); time does not move. Rest lets everything that is
 * under way come to its end: settles, lets `length` of time pass promptly, and settles again.
 * Owns: no pointers. Units: a length. Fails: never. Threads: task 1.
 *
 *     scene_cancel_root();
 *     scene_settle();
 *     scene_rest(CTX_S(1));
 */
void scene_settle_at(const ctx_site_t *site);
void scene_rest_at(const ctx_site_t *site, ctx_ns_t length);
#define scene_settle() scene_settle_at(CTX_HERE)
#define scene_rest(/* length_ns */...) scene_rest_at(CTX_HERE, __VA_ARGS__)

/* A named instant. "idle": all the work asked for is over; whatever still lives that should not is a leak.
 * Owns: name borrowed during the call. Fails: never. Threads: task 1.
 *
 *     scene_rest(CTX_S(1));
 *     scene_mark("idle");
 */
void scene_mark_at(const ctx_site_t *site, const char *name);
#define scene_mark(/* name */...) scene_mark_at(CTX_HERE, __VA_ARGS__)

/* One unit of visible work done under ctx: "ping", "row written". Checks count them (check_work). A step: whether it
 * comes before or after a cancel is a schedule's choice.
 * Owns: ctx borrowed, what borrowed during the call. Fails: never. Threads: any.
 *
 *     while (ctx_err(ctx) == CTX_OK)
 *         scene_work(ctx, "ping");
 */
void scene_work_at(const ctx_site_t *site, ctx_t *ctx, const char *what);
#define scene_work(/* ctx, what */...) scene_work_at(CTX_HERE, __VA_ARGS__)

/* For checks and people, and no steps. Count adds n to the counter `name` (checks: check_count; answers: "Evidence: count
 * NAME=V"); note records a fact about the run; fail says that the scenario saw a wrong result, and fails with the check `name`
 * ("wrong-result", "missing-work"…).
 * Owns: texts borrowed during the call. Units: n is the counter's own. Fails: never. Threads: any.
 *
 *     scene_count("rows", n);
 *     scene_note("retry layer: gave up");
 *     if (n != 3)
 *         scene_fail("wrong-result", "three rows were asked for");
 */
void scene_count(const char *name, int64_t n);
void scene_note(const char *text);
void scene_fail_at(const ctx_site_t *site, const char *name, const char *message);
#define scene_fail(/* name, message */...) scene_fail_at(CTX_HERE, __VA_ARGS__)

/* What the engine has asked memory for so far: contexts, handles, registrations and what stands between them. Not what the
 * program takes with malloc, nor what tasks, channels and the machinery take. And how many bytes one of the engine's own objects
 * takes in this build, or a field of one: "cancel", "cancel.done" (engine/bytes.h has all of them).
 * Owns: what borrowed during the call. Units: calls and bytes; held: not yet given back. Fails: on real threads nobody counts,
 * memory is all 0; bytes is −1 for what is none of them. Threads: any.
 *
 *     scene_memory_t before = scene_memory();
 *     ctx_kept ctx_t *child = ctx_with_value(parent, user_key, NULL);
 *     scene_count("bytes of a value", scene_memory().bytes - before.bytes);
 *     scene_count("of them the key", scene_bytes("value.key"));
 */
typedef struct scene_memory {
    int64_t allocations, bytes, held;
} scene_memory_t;
scene_memory_t scene_memory(void);
int64_t scene_bytes(const char *what);

/* An unsynchronised look at n bytes, race-checked like a plain read/write of a learner's (scenery is not instrumented).
 * Owns: p borrowed during the call. Units: bytes. Fails: a race fails the run. Threads: any.
 *
 *     scene_reads(&job, sizeof job);
 *     scene_writes(&job, sizeof job);
 */
void scene_reads(const void *p, size_t n);
void scene_writes(const void *p, size_t n);

#ifdef __cplusplus
}
#endif
#endif

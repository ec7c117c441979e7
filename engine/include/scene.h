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

enum { SCENE_SMALL, SCENE_BIG };

/* Written by each scenario. root: a cancelable context whose handle the machinery holds ("drop cancel", the cancel sweep).
 * Runs as task 1. When it returns, teardown follows: root is released, then whatever still lives is reported. */
void scene_main(ctx_t *root, int size);
static inline int scene_size(int size, int small, int big) { return size == SCENE_BIG ? big : small; }

void scene_cancel_root_at(const ctx_site_t *site); /* cancels root (a caller that leaves, a client that hangs up) */
#define scene_cancel_root() scene_cancel_root_at(CTX_HERE)

/* Waits until no other task can move at this instant (Go: synctest.Wait). Time does not move. */
void scene_settle_at(const ctx_site_t *site);
#define scene_settle() scene_settle_at(CTX_HERE)

/* Lets everything that is under way come to its end: settles, lets `length` of time pass promptly, and settles again. */
void scene_rest_at(const ctx_site_t *site, ctx_ns_t length);
#define scene_rest(length_ns) scene_rest_at(CTX_HERE, (length_ns))

/* A named instant. "idle": all the work asked for is over; whatever still lives that should not is a leak. */
void scene_mark_at(const ctx_site_t *site, const char *name);
#define scene_mark(name) scene_mark_at(CTX_HERE, (name))

/* One unit of visible work done under ctx: "ping", "row written". Checks count them (check_work). A step: whether it
 * comes before or after a cancel is a schedule's choice. */
void scene_work_at(const ctx_site_t *site, ctx_t *ctx, const char *what);
#define scene_work(ctx, what) scene_work_at(CTX_HERE, (ctx), (what))

/* Adds n to the counter `name` (checks: check_count; answers: "Evidence: count NAME=V"). Not a step. */
void scene_count(const char *name, int64_t n);
/* Records a fact about the run, for checks and people: "retry layer: gave up". Not a step. */
void scene_note(const char *text);
/* A wrong result seen by the scenario itself: fails with the check `name` ("wrong-result", "missing-work"…). */
void scene_fail_at(const ctx_site_t *site, const char *name, const char *message);
#define scene_fail(name, message) scene_fail_at(CTX_HERE, (name), (message))

/* An unsynchronised look at n bytes, race-checked like a plain read/write of a learner's (scenery is not instrumented). */
void scene_reads(const void *p, size_t n);
void scene_writes(const void *p, size_t n);

#ifdef __cplusplus
}
#endif
#endif

/* A breaker that trips
 *
 * A backend hangs. After the first timeout the breaker trips: it cancels the calls that still hang there, with its reason as the
 * cause, and lets nobody else try until the backend had time to recover.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"

static const ctx_error_t tripped = {.text = "the breaker is open"};

struct breaker {
    ctx_t *closed; /* calls run under it; it ends when the breaker trips */
    ctx_cancel_t *trip;
    bool backend_up;
    wait_group_t all;
};

static void call_backend(ctx_t *closed, void *arg)
{
    struct breaker *b = arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(closed, CTX_MS(100), &cancel);
    if (ctx_err(ctx) != CTX_OK)
        scene_work(ctx, "refused");
    else if (task_sleep_ctx(ctx, b->backend_up ? CTX_MS(10) : CTX_S(60)) == CTX_OK)
        scene_work(ctx, "answered");
    else if (ctx_err(closed) == CTX_OK)
        ctx_cancel_cause(b->trip, &tripped); /* its own limit: the first to know */
    else
        scene_note(ctx_cause(ctx)->text);
    wait_group_done(&b->all);
}

static void call(struct breaker *b)
{
    wait_group_add(&b->all, 1);
    task_go(b->closed, call_backend, b);
    scene_settle();
}

static void until_it_trips(ctx_t *root, struct breaker *b, int n)
{
    ctx_auto ctx_cancel_t *trip = NULL;
    b->closed = ctx_with_cancel_cause(root, &trip);
    b->trip = trip;
    for (int i = 0; i < n; i++) {
        call(b);
        task_sleep(CTX_MS(1));
    }
    scene_mark("hangs");
    wait_group_wait(&b->all);
    scene_mark("tripped");
    task_sleep(CTX_S(1));
    call(b);
    scene_mark("refused");
}

static void closed_again(ctx_t *root, struct breaker *b)
{
    ctx_auto ctx_cancel_t *trip = NULL;
    b->closed = ctx_with_cancel_cause(root, &trip);
    b->trip = trip;
    call(b);
    scene_mark("probe");
    wait_group_wait(&b->all);
    scene_mark("answered");
}

void scene_main(ctx_t *root, int size)
{
    static struct breaker b;
    until_it_trips(root, &b, size < 2 ? 2 : size > 64 ? 64
                                                      : size);
    task_sleep(CTX_S(5));
    b.backend_up = true;
    closed_again(root, &b);
    scene_mark("over");
}

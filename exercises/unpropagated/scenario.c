/* A worker under each lease waits for its end. One server is cancelled, on another the leases are given up at the same time as that, on a third they
 * are, and it goes on. In the big scenario there are fifty of each, as many on a server that reaches its deadline, and on it when it has ended. */
#include "scene.h"

#include <stdatomic.h>

#include "exercise.h"
#include "request_scene.h"

static ctx_ns_t due; /* when the workers under way are to be told */
static ctx_err_t why;
static atomic_int told;

static void work(ctx_t *lease, void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(lease, &cancel);
    (void)arg;
    scene_work(ctx, "work begun");
    chan_select(CHAN_DONE(ctx));
    told++;
    scene_count("told", 1);
    scene_count("told early", due == 0);
    scene_count("told late", due != 0 && ctx_now() > due);
    scene_count("told the reason", ctx_err(ctx) == why && ctx_err(lease) == why);
    scene_count("know the request", request_id_quiet(ctx) == 7);
}

static void end_server(ctx_t *ctx, void *cancel)
{
    (void)ctx;
    ctx_cancel(cancel);
}

/* n leases are taken on a server and worked under. It ends by itself after `length`, or by `end`; and they are given up, at the same time as that. */
static void run(ctx_t *server, int n, ctx_ns_t length, ctx_cancel_t *end, bool given_up)
{
    static ctx_t *leases[50];
    ctx_kept ctx_t *request = request_ctx(server, 7);
    why = end != NULL || given_up ? CTX_CANCELED : CTX_DEADLINE_EXCEEDED;
    due = length < 0 ? ctx_now() : 0;
    for (int i = 0; i < n; i++) {
        scene_count("leases", 1);
        leases[i] = lease_take(request);
        task_go(leases[i], work, NULL);
    }
    scene_settle();
    due = due != 0 ? due : ctx_after(ctx_now(), length);
    if (length > 0)
        scene_rest(length);
    if (end != NULL)
        task_go(ctx_background(), end_server, end);
    for (int i = 0; i < n && given_up; i++) {
        lease_end(leases[i], CTX_CANCELED);
        if (n > 1)
            lease_end(leases[i], CTX_DEADLINE_EXCEEDED);
    }
    scene_rest(CTX_MS(5));
    for (int i = 0; i < n; i++)
        ctx_drop(leases[i]);
}

void scene_main(ctx_t *root, int size)
{
    ctx_auto ctx_cancel_t *deadline = NULL, *first = NULL, *second = NULL, *third = NULL;
    int n = scene_size(size, 1, 50);
    if (size == SCENE_BIG) {
        ctx_t *server = ctx_with_timeout(root, CTX_MS(50), &deadline);
        run(server, n, CTX_MS(50), NULL, false);
        run(server, n, -1, NULL, false);
    }
    ctx_t *cancelled = ctx_with_cancel(root, &first);
    run(cancelled, n, 0, first, false);
    ctx_t *both = ctx_with_cancel(root, &second);
    run(both, n, 0, second, true);
    run(ctx_with_cancel(root, &third), n, 0, NULL, true);
    scene_count("told by then", told);
    scene_mark("idle");
}

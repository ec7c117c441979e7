/* Servers that hang once and answer the second try; and a caller who leaves while one hangs. Big: two at a time. */
#include "scene.h"

#include "exercise.h"

enum { TRIES = 3 };

struct server {
    int hangs; /* calls that it still leaves without an answer */
    ctx_ns_t answers; /* after so long */
};

ctx_err_t call_server(ctx_t *ctx, struct server *server)
{
    bool hangs = server->hangs > 0;
    server->hangs -= hangs;
    scene_work(ctx, "call");
    return task_sleep_ctx(ctx, hangs ? CTX_S(60) : server->answers);
}

/* The caller's retry: after a timeout once more, after a cancel no more. */
static ctx_err_t with_retry(ctx_t *ctx, struct server *server)
{
    ctx_err_t err = CTX_DEADLINE_EXCEEDED;
    for (int i = 0; i < TRIES && err == CTX_DEADLINE_EXCEEDED; i++) {
        ctx_ns_t start = ctx_now();
        err = ask(ctx, server);
        scene_count("overstayed", ctx_now() - start > CTX_S(1));
    }
    return err;
}

static void one(ctx_t *root, void *server)
{
    scene_count("servers", 1);
    scene_count("answers", with_retry(root, server) == CTX_OK);
}

static void leave(ctx_t *root, void *arg)
{
    (void)root, (void)arg;
    task_sleep(CTX_MS(300));
    scene_cancel_root();
}

void scene_main(ctx_t *root, int size)
{
    for (int i = 0; i < scene_size(size, 1, 100); i++) {
        struct server server = {1, CTX_MS(i % 2 == 0 ? 20 : 900)}, other = {i % 2, CTX_MS(450)};
        task_t task = size == SCENE_BIG ? task_go(root, one, &other) : (task_t){0};
        one(root, &server);
        task_join(task);
    }
    if (size == SCENE_BIG) {
        struct server dead = {TRIES, 0};
        task_go(ctx_background(), leave, NULL);
        scene_count("callers who left and were told so", with_retry(root, &dead) == CTX_CANCELED);
    }
    scene_rest(CTX_S(2));
    scene_mark("idle");
}

/* Clients with a few lines each, and one who never says a word; big: one who talks for 25 s, one who never stops, and two at the same time, one of
 * whom comes when the other has talked for 20 s. */
#include "scene.h"

#include "exercise.h"

enum { LINES = 3, MANY = 25, ENDLESS = 1000 };

struct client {
    bool silent, served;
    int lines;
};

bool read_line(ctx_t *ctx, struct client *client)
{
    ctx_ns_t start = ctx_now();
    bool gone = client->lines == 0 && !client->silent;
    scene_count("dead sessions", !client->served && ctx_err(ctx) == CTX_CANCELED);
    ctx_err_t err = task_sleep_ctx(ctx, client->silent ? CTX_S(300) : CTX_S(1));
    scene_count("overstayed", ctx_now() - start > CTX_S(30));
    scene_count("silent clients ended", client->silent && err == CTX_DEADLINE_EXCEEDED && ctx_now() - start == CTX_S(30));
    if (err != CTX_OK || gone || client->silent)
        return false;
    client->served = true;
    client->lines--;
    return true;
}

void answer_line(ctx_t *ctx, struct client *client)
{
    (void)client;
    work_for(ctx, CTX_MS(10));
    scene_count("lines answered", 1);
}

static void serve(ctx_t *root, void *client) { serve_client(root, client); }

static void two_at_once(ctx_t *root)
{
    struct client early = {.lines = MANY}, late = {.lines = 15};
    scene_count("lines sent", MANY + 15);
    task_t first = task_go(root, serve, &early);
    task_sleep(CTX_S(20));
    task_t second = task_go(root, serve, &late);
    task_join(first);
    task_join(second);
}

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, 2, 100);
    for (int i = 0; i < n; i++) {
        struct client client = {.silent = i == n - 1, .lines = i == 7 ? MANY : i == 8 ? ENDLESS : LINES};
        ctx_ns_t start = ctx_now();
        scene_count("lines sent", client.silent ? 0 : i == 8 ? 29 : client.lines); /* 1.01 s a line */
        serve_client(root, &client);
        scene_count("overstayed", client.served && ctx_now() - start > CTX_S(30));
    }
    if (size == SCENE_BIG)
        two_at_once(root);
    scene_rest(CTX_S(1));
    scene_mark("idle");
}

/* Requests one after the other; the client of every second one leaves after 50 ms, with a cause, and for every tenth the backend hangs. */
#include "scene.h"

#include <string.h>

#include "exercise.h"

static const ctx_key_type_t fact_type = {.name = "fact", .comparable = true};
static const char facts[FACTS]; /* what is meant by each is where it stands */
static const char *const words[2][FACTS] = {{"ann", "shop", "t-1", "en", "eu", "gold"}, {"bob", "bank", "t-2", "fr", "us", "tin"}};
static const ctx_error_t left = {.text = "the client has left", .err = CTX_CANCELED};

int fact_of(ctx_key_t key) { return key.type == &fact_type ? (int)((const char *)key.value - facts) : -1; }

static bool hangs(int number) { return number % 10 == 9; }

ctx_err_t call_backend_at(const ctx_site_t *site, ctx_t *ctx, const struct request *request)
{
    ctx_ns_t start = ctx_now();
    scene_work_at(site, ctx, "call");
    for (int i = 0; i < FACTS; i++) {
        const char *found = ctx_value_at(site, ctx, (ctx_key_t){&fact_type, &facts[i]});
        scene_count("facts found", found != NULL && strcmp(found, words[request->number % 2][i]) == 0);
    }
    ctx_err_t err = task_sleep_ctx_at(site, ctx, hangs(request->number) ? CTX_S(60) : CTX_MS(100));
    scene_count("over 2 s", ctx_now() - start > CTX_S(2));
    if (err == CTX_CANCELED) {
        scene_count("told of who left", 1);
        scene_count("true causes", ctx_cause_at(site, ctx) == &left);
        scene_count("told late", ctx_now() - start != CTX_MS(50));
    }
    return err;
}

static void leave(ctx_t *ctx, void *cancel)
{
    if (task_sleep_ctx(ctx, CTX_MS(50)) == CTX_OK)
        ctx_cancel_cause(cancel, &left);
}

static void one(ctx_t *root, int number)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *client = ctx_with_cancel(root, &cancel);
    struct request request = {.number = number};
    bool leaves = number % 2 == 0 && !hangs(number);
    memcpy(request.fact, words[number % 2], sizeof words[0]);
    task_t task = leaves ? task_go(client, leave, cancel) : (task_t){0};
    ctx_err_t err = serve(client, &request);
    scene_count("requests", 1);
    scene_count("leave", leaves);
    scene_count("answers", err == CTX_OK);
    scene_count("answers due", !leaves && !hangs(number));
    ctx_cancel(cancel);
    if (leaves)
        task_join(task);
}

void scene_main(ctx_t *root, int size)
{
    for (int i = 1; i <= scene_size(size, 2, 100); i++)
        one(root, i);
    scene_rest(CTX_S(1));
    scene_mark("idle");
}

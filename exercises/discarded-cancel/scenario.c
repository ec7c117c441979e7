/* A server that lives long: requests come one after another (small), or from two customers at a time, some with more to answer (big). */
#include "scene.h"

#include "exercise.h"

enum { FEW = 2, MANY = 100, EACH = 50 };

static struct request requests[MANY];
static bool answering[MANY];

void report_progress(ctx_t *ctx, struct request *request)
{
    scene_work(ctx, answering[request->id] ? "progress" : "progress of nothing");
}

void answer(ctx_t *ctx, struct request *request)
{
    int ms = request->id % 10 == 3 ? 65 : 25;
    scene_count("reports due", ms / 10);
    answering[request->id] = true;
    work_for(ctx, CTX_MS(ms));
    answering[request->id] = false;
    scene_work(ctx, "answer");
    chan_close(request->finished);
}

static void customer(ctx_t *ctx, void *from)
{
    for (struct request *request = from; request < (struct request *)from + EACH; request++)
        handle_request(ctx, request);
}

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, FEW, MANY);
    for (int i = 0; i < n; i++) {
        requests[i] = (struct request){i, chan_make_signal()};
        scene_count("requests", 1);
    }
    if (size == SCENE_SMALL)
        for (int i = 0; i < n; i++)
            handle_request(root, &requests[i]);
    else
        for (int i = 0; i < n; i += EACH)
            task_go(root, customer, &requests[i]);
    scene_rest(size == SCENE_SMALL ? CTX_MS(100) : CTX_S(10));
    scene_mark("idle");
}

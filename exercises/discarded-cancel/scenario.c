/* A server that lives long: requests come from two customers at a time, one each (small) or fifty, some with more to answer. */
#include "scene.h"

#include "exercise.h"

enum { FEW = 2, MANY = 100 };

static struct request requests[MANY];
static bool answering[MANY];
static int each;

void report_progress(ctx_t *ctx, struct request *request)
{
    scene_work(ctx, answering[request->id] ? "progress" : "progress of nothing");
}

void answer(ctx_t *ctx, struct request *request)
{
    int ms = request->id % 10 == 1 ? 65 : 25;
    scene_count("reports due", ms / 10);
    answering[request->id] = true;
    work_for(ctx, CTX_MS(ms));
    answering[request->id] = false;
    scene_work(ctx, "answer");
    chan_close(request->finished);
}

static void customer(ctx_t *ctx, void *from)
{
    for (struct request *request = from; request < (struct request *)from + each; request++)
        handle_request(ctx, request);
}

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, FEW, MANY);
    for (int i = 0; i < n; i++) {
        requests[i] = (struct request){i, chan_make_signal()};
        scene_count("requests", 1);
    }
    each = n / 2;
    for (int i = 0; i < n; i += each)
        task_go(root, customer, &requests[i]);
    scene_rest(size == SCENE_SMALL ? CTX_MS(100) : CTX_S(10));
    scene_mark("idle");
}

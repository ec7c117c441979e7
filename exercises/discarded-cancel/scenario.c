/* A server that lives long: requests come one after another (big) or two at a time (small). */
#include "scene.h"

#include "exercise.h"

enum { FEW = 2, MANY = 100 };

static struct request requests[MANY];
static bool answering[MANY];

void report_progress(ctx_t *ctx, struct request *request)
{
    scene_work(ctx, answering[request->id] ? "progress" : "progress of nothing");
}

void answer(ctx_t *ctx, struct request *request)
{
    answering[request->id] = true;
    work_for(ctx, CTX_MS(25));
    answering[request->id] = false;
    scene_work(ctx, "answer");
    chan_close(request->finished);
}

void scene_main(ctx_t *root, int size)
{
    int n = scene_size(size, FEW, MANY);
    for (int i = 0; i < n; i++) {
        requests[i] = (struct request){i, chan_make_signal()};
        scene_count("requests", 1);
        handle_request(root, &requests[i]);
    }
    scene_rest(CTX_MS(100));
    scene_mark("idle");
}

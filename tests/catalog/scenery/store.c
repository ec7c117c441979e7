/* The store answers after its time, gives up with the context, and counts questions that belong to no request. */
#include "scene.h"

#include "ctx_task.h"
#include "request_scene.h"
#include "store_scene.h"

static void expect(bool ok, const char *what)
{
    scene_count("expectations", 1);
    if (!ok)
        scene_fail("wrong-result", what);
}

void scene_main(ctx_t *root, int size)
{
    struct store_answer answer = {0, 0};
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *request = request_ctx(root, 7);
    ctx_t *bounded = ctx_with_timeout(request, CTX_S(1), &cancel);
    ctx_ns_t start = ctx_now();
    (void)size;
    expect(request_id(bounded) == 7 && request_id(root) == 0, "a request is known below itself, and nowhere else");
    store_slow(2, CTX_S(3));
    expect(store_query(bounded, 1, &answer) == CTX_OK && ctx_now() == start + CTX_MS(100), "an answer takes 100 ms");
    expect(answer.user == 1 && answer.rows == store_rows(1), "the answer is the true one");
    expect(store_query(bounded, 2, &answer) == CTX_DEADLINE_EXCEEDED && ctx_now() == start + CTX_S(1), "gives up with its context");
    expect(store_query(bounded, 1, &answer) == CTX_DEADLINE_EXCEEDED, "is not asked under a context that has ended");
    expect(store_query(root, 1, &answer) == CTX_OK, "may be asked without a request");
    scene_mark("idle");
}

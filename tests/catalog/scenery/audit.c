/* The sink writes rows in the name of the request, ends with the context, hangs where it is told to, and panics on odd events. */
#include "scene.h"

#include "audit_scene.h"
#include "ctx_task.h"
#include "request_scene.h"

static ctx_t *bounded;

static void expect(bool ok, const char *what)
{
    scene_count("expectations", 1);
    if (!ok)
        scene_fail("wrong-result", what);
}

static void write(void *event) { (void)audit_write(bounded, event); }

void scene_main(ctx_t *root, int size)
{
    struct audit_event good = {1, "payment", 100}, hung = {2, "payment", 100}, unnamed = {3, NULL, 1}, below = {4, "payment", -1};
    struct audit_event longest = {5, "a name that is longer than its column", 1};
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *request = request_ctx(root, 1);
    ctx_ns_t start = ctx_now();
    (void)size;
    bounded = ctx_with_timeout(request, CTX_S(1), &cancel);
    audit_hang(2);
    expect(audit_write(bounded, &good) == CTX_OK && ctx_now() == start + CTX_MS(200), "a row takes 200 ms");
    expect(task_try(write, &unnamed) != NULL, "panics without a name");
    expect(task_try(write, &below) != NULL, "panics below zero");
    expect(task_try(write, &longest) != NULL, "panics on a long name");
    expect(audit_write(bounded, &hung) == CTX_DEADLINE_EXCEEDED && ctx_now() == start + CTX_S(1), "hangs until its context ends");
    audit_problem(&hung, "hung");
    scene_mark("idle");
}

/* The life of a request
 *
 * Six steps: a root that signals end, a request, its handler, a call inside it, the return in reverse, a shutdown. Who ends
 * whom, and who waits for whom?
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
static const ctx_error_t sigterm = {.text = "SIGTERM"};
static wait_group_t in_flight;
static _Atomic int at_work;

/* Asks another service, and gives it 100 ms of the request's second; it takes as long as it takes. */
static ctx_err_t ask_service(ctx_t *ctx, ctx_ns_t takes)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *call = ctx_with_timeout(ctx, CTX_MS(100), &cancel);
    scene_mark("inner call");
    (void)task_sleep_ctx(call, takes);
    scene_mark("inner call over");
    return ctx_err(call);
}

static void handle_first(ctx_t *server)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *request = ctx_with_timeout(server, CTX_S(1), &cancel);
    scene_mark("request");
    scene_count("answered without the service", ask_service(request, CTX_MS(150)) != CTX_OK && ctx_err(request) == CTX_OK);
    scene_mark("call returned");
}

static void handle_second(ctx_t *server, void *arg)
{
    (void)arg;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *request = ctx_with_timeout(server, CTX_S(1), &cancel);
    at_work++;
    (void)task_sleep_ctx(request, CTX_MS(500));
    work_for(request, CTX_MS(5)); /* gives back what it holds */
    at_work--;
    wait_group_done(&in_flight);
}

void scene_main(ctx_t *root, int size)
{
    (void)size;
    ctx_auto ctx_cancel_t *stop = NULL;
    ctx_t *server = ctx_with_cancel(root, &stop);
    scene_mark("server");
    handle_first(server);
    scene_mark("first is over");
    wait_group_add(&in_flight, 1);
    task_go(server, handle_second, NULL);
    task_sleep(CTX_MS(20));
    scene_mark("second at work");
    ctx_cancel_cause(stop, &sigterm);
    scene_count("still at work when the cancel returned", at_work);
    scene_mark("signal");
    wait_group_wait(&in_flight);
    scene_count("still at work when main goes home", at_work);
    scene_mark("drained");
}

/* What a request costs
 *
 * A request with one timeout and two values: how often is memory asked for, how much, and what is it?
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
enum { IN_GO = 272 + 2 * 48 }; /* bytes: a timeout with what it brings, and two values, in Go */
CTX_KEY(user_key);
CTX_KEY(trace_key);
static char ann[] = "ann", t1[] = "t-1";

/* What the engine has asked for since the last time. Tasks, and what the program itself takes, are not in it. */
static int64_t tally(const char *calls, const char *bytes)
{
    static scene_memory_t last;
    scene_memory_t now = scene_memory();
    int64_t more = now.bytes - last.bytes;
    if (calls != NULL) {
        scene_count(calls, now.allocations - last.allocations);
        scene_count(bytes, more);
        scene_count("held", now.held - last.held);
    }
    last = now;
    return more;
}

/* A context of somebody's own making: it wraps another one, and answers no key. */
static void *no_value(ctx_custom_t *self, ctx_key_t key)
{
    (void)self, (void)key;
    return NULL;
}
static const ctx_ops_t stranger = {.type_name = "stranger", .value = no_value};

static void listen(ctx_t *ctx, void *arg)
{
    (void)arg;
    (void)chan_recv(ctx_done(ctx), NULL);
}

static void weigh(void)
{
    static const char *const what[] = {"timer", "timer.timer", "handle", "value", "cancel", "cancel.done", "forwarder"};
    for (size_t i = 0; i < sizeof what / sizeof *what; i++)
        scene_count(what[i], scene_bytes(what[i]));
}

/* A call inside the request, first on the request's own context, then on a stranger that wraps it. */
static void call_another(ctx_t *ctx)
{
    static ctx_custom_t wrapping;
    ctx_auto ctx_cancel_t *inner = NULL, *below = NULL;
    (void)tally(NULL, NULL);
    (void)ctx_with_cancel(ctx, &inner);
    (void)tally("calls", "bytes of a call");
    scene_mark("a call");
    ctx_kept ctx_t *wrapped = ctx_custom_init(&wrapping, &stranger, ctx);
    (void)ctx_with_cancel(wrapped, &below);
    (void)tally("calls below a stranger", "bytes below a stranger");
    scene_settle();
    scene_mark("a stranger");
}

static void handle_request(ctx_t *root)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)tally(NULL, NULL);
    ctx_t *request = ctx_with_timeout(root, CTX_S(1), &cancel);
    int64_t sum = tally("allocations", "bytes");
    scene_mark("timeout");
    ctx_kept ctx_t *user = ctx_with_value(request, user_key, ann);
    ctx_kept ctx_t *trace = ctx_with_value(user, trace_key, t1);
    sum += tally("allocations", "bytes");
    scene_count("bytes beside Go", sum > IN_GO ? 1 : sum < IN_GO ? -1
                                                                 : 0);
    scene_mark("values");
    task_go(trace, listen, NULL);
    scene_settle();
    (void)tally("allocations", "bytes");
    scene_mark("somebody waits");
    call_another(trace);
    scene_settle();
}

void scene_main(ctx_t *root, int size)
{
    (void)size;
    weigh();
    scene_count("bytes in Go", IN_GO);
    scene_mark("start");
    handle_request(root);
    scene_settle();
    (void)tally("the end", "bytes at the end");
    scene_mark("over");
}

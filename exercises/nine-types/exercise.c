/* Nine kinds, and what they weigh
 *
 * There are nine kinds of context. What is each made of, how many bytes does it take here, and how many in Go?
 */
#include <string.h>

#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
CTX_KEY(user_key);
static char ann[] = "ann";

/* Two contexts of somebody's own making, which wrap another one and answer no key: so the engine does not know them. The second
 * can be told a function to call at its end. */
static void *no_value(ctx_custom_t *self, ctx_key_t key)
{
    (void)self, (void)key;
    return NULL;
}
static void *call_later(ctx_custom_t *self, ctx_func_t *fn, void *arg) { return ctx_after_func(ctx_custom_inner(self), fn, arg); }
static bool no_longer(ctx_custom_t *self, void *registration)
{
    bool prevented = ctx_stop(registration);
    (void)self;
    ctx_stop_drop(registration);
    return prevented;
}
static const ctx_ops_t stranger = {.type_name = "stranger", .value = no_value};
static const ctx_ops_t friendly = {.type_name = "friendly", .value = no_value, .after_func = call_later, .stop = no_longer};

static void never(void *arg) { (void)arg; }

/* How many bytes `what` takes in this build: by itself, and against Go. */
static void weigh(const char *what, int64_t in_go, const char *beside)
{
    int64_t here = scene_bytes(what);
    scene_count(what, here);
    if (beside != NULL)
        scene_count(beside, (here > in_go) - (here < in_go));
}

static void weigh_cancel(void)
{
    static const char *const parts[] = {"cancel.base", "cancel.done", "cancel.children", "cancel.cause", "cancel.owner",
                                        "cancel.next", "cancel.prev", "cancel.extra"};
    int64_t sum = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        scene_count(parts[i], scene_bytes(parts[i]));
        sum += scene_bytes(parts[i]);
    }
    weigh("cancel", 80, "cancel beside Go");
    scene_count("between the fields", scene_bytes("cancel") - sum);
}

/* Those that the engine makes for itself, around a context of somebody else's. */
static void strangers(ctx_t *above)
{
    static ctx_custom_t one, two;
    ctx_auto ctx_cancel_t *first = NULL, *second = NULL;
    char name[200];
    ctx_kept ctx_t *unknown = ctx_custom_init(&one, &stranger, above);
    (void)ctx_with_cancel(unknown, &first);
    scene_settle();
    weigh("custom", 0, NULL);
    weigh("forwarder", 0, NULL);
    scene_mark("a stranger");
    ctx_kept ctx_t *known = ctx_custom_init(&two, &friendly, above);
    (void)ctx_name(ctx_with_cancel(known, &second), name, sizeof name);
    scene_settle();
    scene_count("stop is in its name", strcmp(name, "context.stopCtx.WithCancel") == 0);
    weigh("stop", 24, NULL);
    scene_mark("a friendly one");
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL;
    scene_mark("start");
    scene_memory_t before = scene_memory();
    ctx_kept ctx_t *unclear = ctx_with_value(ctx_todo(), user_key, ann);
    ctx_t *background = ctx_background();
    scene_count("allocations", scene_memory().allocations - before.allocations);
    weigh("root", 0, NULL);
    weigh("value", 48, "value beside Go");
    scene_mark("roots");
    ctx_t *job = ctx_with_cancel(background, &a);
    weigh_cancel();
    scene_mark("cancel");
    before = scene_memory();
    ctx_t *bounded = ctx_with_timeout(job, CTX_S(2), &b);
    scene_count("allocations of a timeout", scene_memory().allocations - before.allocations);
    weigh("timer", 112, NULL);
    weigh("timer.timer", 0, NULL);
    weigh("timer.deadline", 0, NULL);
    weigh("timer.timer_cause", 0, NULL);
    scene_mark("timer");
    ctx_kept ctx_t *cut = ctx_without_cancel(bounded);
    weigh("without-cancel", 16, "without-cancel beside Go");
    scene_mark("cut");
    ctx_auto_stop ctx_stop_t *stop = ctx_after_func(bounded, never, NULL);
    weigh("after-func", 104, NULL);
    scene_mark("function");
    strangers(bounded);
    scene_settle();
    (void)cut, (void)unclear;
}

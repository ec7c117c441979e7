/* engine_sizes.c — bytes, calls of malloc, and the ends of both: behaviours 57 to 59, and a chain of a million on a
 * small stack.
 */
#include "node.h"
#include "ctx_chan.h"
#include "ctx_task.h"
#include "scene.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

static int passed, failed;

static void expect(bool holds, const char *what)
{
    printf("%s - %s\n", holds ? "ok" : "not ok", what);
    holds ? passed++ : failed++;
}

/* ---- 57: sizes, within what node.h says ------------------------------------------------------------------------- */

static void sizes(void)
{
    expect(sizeof(cancel_node_t) == 88, "57: a cancel node has 88 bytes");
    expect(sizeof(timer_node_t) == 136, "57: a timer node has 136 bytes");
    expect(sizeof(value_node_t) == 48, "57: a value node has 48 bytes");
    expect(sizeof(after_node_t) == 112, "57: an after-func node has 112 bytes");
    expect(sizeof(stop_node_t) == 40, "57: a stop node has 40 bytes");
    expect(sizeof(ctx_t) == 24, "57: a without-cancel node has 24 bytes");
    expect(sizeof(ctx_cancel_t) <= 32, "57: a handle has at most 32 bytes");
    expect(scene_bytes("timer") == 136 && scene_bytes("root") == 24 && scene_bytes("cancel.done.lock") == 4, "57: a scenario is told the same");
    expect(scene_bytes("timer.hand") == -1, "57: and -1 for what no object has");
}

/* ---- 58, 59: calls of malloc --------------------------------------------------------------------------------------- */

static int allocations;

static void *counting_malloc(size_t size)
{
    __atomic_add_fetch(&allocations, 1, __ATOMIC_RELAXED);
    return malloc(size);
}

static void cancel_and_release(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx_with_cancel(ctx_background(), &cancel);
    ctx_cancel(cancel);
}
static void timeout_and_release(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    (void)ctx_done(ctx_with_timeout(ctx_background(), CTX_S(3600), &cancel));
    ctx_cancel(cancel);
}
static void value_and_drop(void)
{
    static char ann[] = "ann";
    ctx_kept ctx_t *ctx = ctx_with_value(ctx_background(), ctx_text_key("user"), ann);
    (void)ctx_value(ctx, ctx_text_key("user"));
}
static void detach_and_drop(void) { ctx_drop(ctx_without_cancel(ctx_background())); }
static void nothing(void *arg) { (void)arg; }
static void register_and_stop(void)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_auto_stop ctx_stop_t *stop = ctx_after_func(ctx_with_cancel(ctx_background(), &cancel), nothing, NULL);
}
static void name_it(void)
{
    char name[64];
    (void)ctx_name(ctx_background(), name, sizeof name);
}
static void make_channel(void)
{
    chan_auto chan_t *ch = chan_make(int, 4);
    timer_auto chan_timer_t *timer = timer_new(CTX_S(3600));
    (void)ch, (void)timer;
}
static void told(ctx_t *ctx, void *arg) { (void)arg, (void)chan_recv(ctx_done(ctx), NULL); }
static void run_task(void)
{
    ctx_cancel_t *cancel = NULL;
    task_t task = task_go(ctx_with_cancel(ctx_background(), &cancel), told, NULL);
    ctx_cancel(cancel);
    task_join(task);
    ctx_release(cancel);
}
static const ctx_ops_t plain_ops = {.type_name = "plain"};
static void derive_below_custom(void)
{
    ctx_cancel_t *cancel = NULL, *below = NULL;
    ctx_custom_t custom;
    ctx_t *ctx = ctx_custom_init(&custom, &plain_ops, ctx_with_cancel(ctx_background(), &cancel));
    (void)ctx_with_cancel(ctx, &below);
    ctx_cancel_t *again = ctx_cancel_dup(below);
    ctx_release(again);
    ctx_release(below);
    ctx_drop(ctx);
    ctx_release(cancel);
}

typedef struct piece {
    const char *name;
    void (*run)(void);
    int at_most;
} piece_t;

static const piece_t pieces[] = {
    {"58: with_cancel and cancel: 2 allocations", cancel_and_release, 2},
    {"58: with_timeout, done and cancel: 2", timeout_and_release, 2},
    {"58: with_value: 1", value_and_drop, 1},
    {"58: without_cancel: 1", detach_and_drop, 1},
    {"58: after_func and stop, beside a context's 2: 2", register_and_stop, 4},
    {"59: name: 1", name_it, 1},
    {"59: a channel and a timer: 3", make_channel, 3},
    {"59: a task with a context: 3", run_task, 3},
    {"59: a child below a wrapper, dup: 5", derive_below_custom, 5},
};
enum { PIECES = sizeof pieces / sizeof pieces[0] };

static int count_of(const piece_t *piece)
{
    allocations = 0;
    piece->run();
    return allocations;
}

static void counts(void)
{
    for (int i = 0; i < PIECES; i++) {
        (void)count_of(&pieces[i]); /* whatever is made once only */
        expect(count_of(&pieces[i]) <= pieces[i].at_most, pieces[i].name);
    }
}

/* ---- a million deep on 64 KiB --------------------------------------------------------------------------------------------- */

enum { DEPTH = 1000000 };
static ctx_cancel_t **handles;

static void *deep(void *arg)
{
    ctx_t *ctx = ctx_background();
    for (int i = 0; i < DEPTH; i++)
        ctx = ctx_with_cancel(ctx, &handles[i]);
    ctx_t *leaf = ctx_keep(ctx);
    ctx_cancel(handles[0]);
    *(bool *)arg = ctx_err(leaf) == CTX_CANCELED;
    for (int i = 0; i < DEPTH; i++) /* parents first: each is kept by its child until the leaf goes */
        ctx_release(handles[i]);
    ctx_drop(leaf); /* frees all of it */
    return NULL;
}

static void million(void)
{
    pthread_t thread;
    pthread_attr_t attr;
    bool told_all = false;
    handles = calloc(DEPTH, sizeof(ctx_cancel_t *));
    pthread_attr_init(&attr);
    bool small = pthread_attr_setstacksize(&attr, 64 * 1024) == 0;
    if (handles != NULL && pthread_create(&thread, &attr, deep, &told_all) == 0)
        pthread_join(thread, NULL);
    pthread_attr_destroy(&attr);
    free(handles);
    expect(small && told_all, "a chain of 1,000,000 cancels and frees on a stack of 64 KiB");
}

int main(void)
{
    rt_booking = false; /* a million entries is not what is looked at here; at the end it is */
    rt_malloc_hook = counting_malloc;
    sizes();
    counts();
    rt_malloc_hook = NULL;
    million();
    ctx_ledger_on();
    cancel_and_release();
    expect(ctx_ledger(NULL, NULL) == 0, "the ledger is empty");
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0;
}

/* Thirteen claims
 *
 * Each claim about contexts that people make is settled by a small program that runs.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
CTX_KEY(page_key);

/* 1: a task that does not look */
static void deaf(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    for (int i = 0; i < 5; i++) {
        task_sleep(CTX_MS(10));
        scene_count("deaf task's steps", 1);
    }
}

/* 5: a parameter that travels as a value is missing where nobody checked for it */
static void print_pages(ctx_t *ctx, void *arg)
{
    (void)arg;
    scene_count("pages printed", ctx_value(ctx, page_key) == NULL ? 0 : 1);
}

static void use_null(void *arg)
{
    (void)arg;
    ctx_cancel_t *cancel;
    (void)ctx_with_cancel(NULL, &cancel);
}

/* 12: a custom context that the engine cannot link directly: it answers no key */
static chan_t *inner_done(ctx_custom_t *self) { return (ctx_done)(self->inner_); }
static void *no_value(ctx_custom_t *self, ctx_key_t key)
{
    (void)self, (void)key;
    return NULL;
}

static void stop_deaf_tasks(ctx_t *root)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    task_t task = task_go(ctx_with_cancel(root, &cancel), deaf, NULL);
    ctx_cancel(cancel);
    task_join(task);
    scene_mark("1 deaf");
}

static void forget_memory(ctx_t *root)
{
    ctx_cancel_t *cancel;
    ctx_kept ctx_t *ctx = ctx_keep(ctx_with_cancel(root, &cancel));
    ctx_cancel(cancel);
    ctx_release(cancel);
    scene_count("still answers", ctx_err(ctx) == CTX_CANCELED);
    scene_mark("2 memory");
}

static void compare_roots(void)
{
    char a[64], b[64];
    ctx_name(ctx_background(), a, sizeof a);
    ctx_name(ctx_todo(), b, sizeof b);
    bool same = true;
    for (size_t i = 0; i < sizeof a && same && (a[i] != 0 || b[i] != 0); i++)
        same = a[i] == b[i];
    scene_count("same name", same);
    scene_mark("3 todo");
}

static void not_thread_local(ctx_t *root)
{
    static char page[] = "7";
    ctx_kept ctx_t *ctx = ctx_with_value(root, page_key, page);
    scene_count("found without passing it on", ctx_value(root, page_key) != NULL);
    scene_mark("4 thread-local");
    task_join(task_go(root, print_pages, NULL)); /* the caller forgot; the compiler could not tell */
    scene_mark("5 parameter bag");
    (void)ctx;
}

static void null_context(void)
{
    scene_count("panicked", task_try(use_null, NULL) != NULL);
    scene_mark("6 null");
}

static void store_in_struct(ctx_t *root)
{
    struct {
        ctx_t *ctx;
    } service;
    ctx_cancel_t *cancel;
    ctx_kept ctx_t *first = ctx_keep(ctx_with_cancel(root, &cancel));
    service.ctx = first;
    ctx_release(cancel); /* the request that made the service is over */
    scene_count("second request can work", ctx_err(service.ctx) == CTX_OK);
    scene_mark("7 struct");
}

static void unbuffered_and_final(ctx_t *root)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(root, &cancel);
    ctx_cancel(cancel);
    for (int i = 0; i < 3; i++)
        scene_count("receives", !chan_recv(ctx_done(ctx), NULL));
    scene_mark("8 unbuffered");
    scene_count("live again", ctx_err(ctx) == CTX_OK);
    scene_mark("9 reopened");
}

static void ask_for_parent(ctx_t *root)
{
    ctx_kept ctx_t *ctx = ctx_with_value(root, page_key, NULL);
    scene_count("ways to reach the parent", ctx_value(ctx, page_key) != NULL);
    scene_mark("10 parent");
}

static void forget_cancel(ctx_t *root)
{
    ctx_cancel_t *lost;
    (void)ctx_with_cancel(root, &lost);
    scene_mark("11 forgotten");
    ctx_release(lost);
}

static void late_through_forwarder(ctx_t *root)
{
    static const ctx_ops_t ops = {.type_name = "stranger", .done = inner_done, .value = no_value};
    static ctx_custom_t stranger;
    ctx_auto ctx_cancel_t *cancel = NULL, *below = NULL;
    ctx_t *inner = ctx_with_cancel(root, &cancel);
    ctx_kept ctx_t *custom = ctx_custom_init(&stranger, &ops, inner);
    ctx_t *child = ctx_with_cancel(custom, &below);
    ctx_cancel(cancel);
    scene_count("told when the cancel returned", ctx_err(child) != CTX_OK);
    scene_mark("12 forwarder");
    scene_settle();
    ctx_release(ctx_move(&below));
    scene_settle();
}

static void derived_is_no_copy(ctx_t *root)
{
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL;
    ctx_t *parent = ctx_with_cancel(root, &a);
    ctx_t *derived = ctx_with_cancel(parent, &b);
    ctx_cancel(a);
    scene_count("derived lives on", ctx_err(derived) == CTX_OK);
    scene_mark("13 copy");
}

void scene_main(ctx_t *root, int size)
{
    (void)size;
    scene_mark("start");
    stop_deaf_tasks(root);
    forget_memory(root);
    compare_roots();
    not_thread_local(root);
    null_context();
    store_in_struct(root);
    unbuffered_and_final(root);
    ask_for_parent(root);
    forget_cancel(root);
    late_through_forwarder(root);
    derived_is_no_copy(root);
    scene_rest(CTX_S(1));
}

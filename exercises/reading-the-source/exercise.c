/* Reading the engine in half an hour
 *
 * Twelve places of engine/ctx.c, from its first page to its last. This program does at each of them what you have just read about.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
CTX_KEY(user_key);
CTX_KEY(page_key);
static char ann[] = "ann", seven[] = "7";

static void read_roots(void)
{
    ctx_t *first = ctx_background(), *second = ctx_background();
    scene_count("Backgrounds", first == second ? 1 : 2);
    scene_mark("roots");
}

static void read_tree(ctx_t *root)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *user = ctx_with_value(ctx_with_cancel(root, &cancel), user_key, ann);
    ctx_cancel(cancel);
    scene_count("the value context says that it ended", ctx_err(user) != CTX_OK);
    scene_mark("the-tree");
}

static void read_done(ctx_t *root)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(root, &cancel);
    ctx_cancel(cancel);
    (void)ctx_done(ctx); /* asked too late */
    scene_mark("lazy-done");
}

static void read_err(ctx_t *root)
{
    static const ctx_ops_t ops = {.type_name = "wrapper"}; /* answers nothing itself */
    static ctx_custom_t wrapper;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *inner = ctx_with_cancel(root, &cancel);
    ctx_kept ctx_t *custom = ctx_custom_init(&wrapper, &ops, inner);
    ctx_cancel(cancel);
    scene_count("the wrapper says that it ended", ctx_err(custom) != CTX_OK);
    scene_mark("err");
}

static void read_value(ctx_t *root)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *user = ctx_with_value(root, user_key, ann);
    ctx_kept ctx_t *page = ctx_with_value(ctx_with_timeout(user, CTX_S(1), &cancel), page_key, seven);
    (void)ctx_value(page, user_key);
    scene_mark("value-walk");
}

static void read_cause(ctx_t *root)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(root, &cancel);
    scene_count("causes of a living context", ctx_cause(ctx) != NULL);
    scene_mark("cause");
}

static void read_handle(ctx_t *root)
{
    ctx_cancel_t *cancel;
    ctx_kept ctx_t *ctx = ctx_keep(ctx_with_cancel(root, &cancel));
    ctx_release(cancel);
    scene_mark("cancel-handle");
}

/* A context that the engine cannot follow: it answers no key. */
static chan_t *inner_done(ctx_custom_t *self) { return (ctx_done)(ctx_custom_inner(self)); }
static void *no_value(ctx_custom_t *self, ctx_key_t key)
{
    (void)self, (void)key;
    return NULL;
}

static void read_branches(ctx_t *root)
{
    static const ctx_ops_t ops = {.type_name = "stranger", .done = inner_done, .value = no_value};
    static ctx_custom_t stranger;
    ctx_auto ctx_cancel_t *ended = NULL, *live = NULL, *second = NULL, *third = NULL, *fourth = NULL;
    ctx_t *dead = ctx_with_cancel(root, &ended), *parent = ctx_with_cancel(root, &live);
    ctx_kept ctx_t *custom = ctx_custom_init(&stranger, &ops, parent);
    ctx_cancel(ended);
    scene_mark("parents");
    (void)ctx_with_cancel(dead, &second);
    (void)ctx_with_cancel(parent, &third);
    (void)ctx_with_cancel(custom, &fourth);
    scene_mark("four-branches");
    ctx_release(ctx_move(&fourth));
    scene_settle();
}

static _Atomic int told;
static void grandchild_told(void *arg)
{
    (void)arg;
    scene_count("the grandchild was told first", told++ == 0);
}
static void second_child_told(void *arg)
{
    (void)arg;
    told++;
}

static void read_cascade(ctx_t *root)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *a = NULL, *b = NULL, *below = NULL;
    ctx_t *parent = ctx_with_cancel(root, &cancel);
    ctx_t *first = ctx_with_cancel(parent, &a), *second = ctx_with_cancel(parent, &b);
    ctx_t *grandchild = ctx_with_cancel(first, &below); /* derived last */
    ctx_auto_stop ctx_stop_t *one = ctx_after_func(second, second_child_told, NULL);
    ctx_auto_stop ctx_stop_t *two = ctx_after_func(grandchild, grandchild_told, NULL);
    scene_mark("family");
    ctx_cancel(cancel);
    scene_settle();
    scene_mark("cascade");
}

static void read_cancel(ctx_t *root)
{
    static const ctx_error_t first = {.text = "the client left"}, second = {.text = "the disk is full"};
    ctx_auto ctx_cancel_t *cancel = NULL, *below = NULL;
    ctx_t *parent = ctx_with_cancel(root, &cancel);
    (void)ctx_with_cancel(parent, &below);
    ctx_cancel_cause(below, &first);
    ctx_cancel_cause(cancel, &second);
    scene_mark("cancel");
}

static void read_unlink(ctx_t *root)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *a = NULL, *b = NULL;
    ctx_t *parent = ctx_with_cancel(root, &cancel);
    (void)ctx_with_cancel(parent, &a);
    (void)ctx_with_cancel(parent, &b);
    ctx_cancel(a); /* its handle is still held */
    scene_mark("unlink");
}

static void read_timer(ctx_t *root)
{
    static const ctx_error_t slow = {.text = "the archive is slow"};
    ctx_auto ctx_cancel_t *outer = NULL, *inner = NULL;
    ctx_t *request = ctx_with_timeout(root, CTX_S(1), &outer);
    (void)ctx_with_timeout_cause(request, CTX_S(5), &slow, &inner);
    scene_mark("deadline-timer");
    scene_rest(CTX_S(10));
    scene_mark("ten seconds later");
}

void scene_main(ctx_t *root, int size)
{
    (void)size;
    scene_mark("start");
    read_roots();
    read_tree(root);
    read_done(root);
    read_err(root);
    read_value(root);
    read_cause(root);
    read_handle(root);
    read_branches(root);
    read_cascade(root);
    read_cancel(root);
    read_unlink(root);
    read_timer(root);
}

/* The four methods
 *
 * A context can be asked four things, and nothing else. What does each kind of context answer? And before that, four puzzles.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
enum { KINDS = 5 };
CTX_KEY(user_key);
CTX_KEY(page_key);
CTX_KEY(color_key);
static const ctx_error_t client_left = {.text = "the client left"};
static char ann[] = "ann", seven[] = "7";

/* A context of somebody's own making. It wraps another one, and answers no key. */
static void *no_value(ctx_custom_t *self, ctx_key_t key)
{
    (void)self, (void)key;
    return NULL;
}
static const ctx_ops_t stranger = {.type_name = "stranger", .value = no_value};

static void four_puzzles(ctx_t *root)
{
    static ctx_custom_t wrapping;
    ctx_auto ctx_cancel_t *request = NULL, *bound = NULL, *below = NULL, *gone = NULL;
    ctx_kept ctx_t *user = ctx_with_value(ctx_with_cancel(root, &request), user_key, ann);
    ctx_kept ctx_t *page = ctx_with_value(user, page_key, seven);
    scene_memory_t before = scene_memory();
    ctx_t *bounded = ctx_with_timeout(page, CTX_S(1), &bound);
    scene_count("objects of one timeout", scene_memory().allocations - before.allocations);
    (void)ctx_value(bounded, color_key);
    ctx_kept ctx_t *wrapped = ctx_custom_init(&wrapping, &stranger, bounded);
    (void)ctx_with_cancel(wrapped, &below);
    ctx_kept ctx_t *cut = ctx_without_cancel(ctx_with_cancel(root, &gone));
    ctx_cancel_cause(gone, &client_left);
    scene_count("causes known below", ctx_cause(cut) != NULL);
    scene_settle();
    scene_mark("puzzles");
}

static void ask_for_deadline(ctx_t *const *kind)
{
    ctx_ns_t deadline;
    for (int i = 0; i < KINDS; i++)
        scene_count("deadlines", ctx_deadline(kind[i], &deadline));
}

static void ask_for_done(ctx_t *const *kind)
{
    chan_t *done[KINDS];
    for (int i = 0; i < KINDS; i++) {
        bool known = (done[i] = ctx_done(kind[i])) == NULL;
        for (int j = 0; j < i; j++)
            known = known || done[j] == done[i];
        scene_count("different channels", !known);
    }
}

/* All that whoever was handed a context can do with it. */
static void is_handed(ctx_t *ctx, void *above)
{
    ctx_ns_t deadline;
    bool bounded = ctx_deadline(ctx, &deadline), live = ctx_err(ctx) == CTX_OK;
    scene_count("answers", bounded + live + 2);
    scene_count("answers that are the context above", (void *)ctx_done(ctx) == above);
    scene_count("answers that are the context above", ctx_value(ctx, user_key) == above);
}

static void ask_for_the_rest(ctx_t *const *kind, ctx_cancel_t *cancel)
{
    task_join(task_go(kind[3], is_handed, kind[2]));
    scene_mark("handed");
    ctx_cancel(cancel);
    for (int i = 0; i < KINDS; i++)
        scene_count("ended", ctx_err(kind[i]) != CTX_OK);
    scene_mark("err");
    for (int i = 0; i < KINDS; i++)
        scene_count("know the user", ctx_value(kind[i], user_key) == ann);
    scene_mark("value");
}

void scene_main(ctx_t *root, int size)
{
    (void)size;
    ctx_auto ctx_cancel_t *cancel = NULL, *bound = NULL;
    scene_mark("start");
    four_puzzles(root);
    scene_settle();
    ctx_t *job = ctx_with_cancel(ctx_background(), &cancel);
    ctx_t *bounded = ctx_with_timeout(job, CTX_S(2), &bound);
    ctx_kept ctx_t *named = ctx_with_value(bounded, user_key, ann);
    ctx_kept ctx_t *cut = ctx_without_cancel(named);
    ctx_t *const kind[KINDS] = {ctx_background(), job, bounded, named, cut};
    scene_mark("kinds");
    ask_for_deadline(kind);
    scene_mark("deadline");
    ask_for_done(kind);
    scene_mark("done");
    ask_for_the_rest(kind, cancel);
}

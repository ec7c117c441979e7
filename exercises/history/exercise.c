/* From 2014 to today
 *
 * Go's contexts grew in five steps, and this library has them all. Each step runs here, in the order in which it came.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
CTX_KEY(user_key);
static char ann[] = "ann";

static void in_2014(ctx_t *root)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *bound = NULL;
    ctx_t *request = ctx_with_cancel(root, &cancel);
    ctx_kept ctx_t *user = ctx_with_value(request, user_key, ann);
    ctx_t *search = ctx_with_timeout(user, CTX_S(1), &bound);
    scene_mark("2014");
    ctx_cancel(cancel); /* the client leaves */
    scene_count("search knows the user", ctx_value(search, user_key) == ann);
    scene_mark("2014 cancelled");
}

static void handler(ctx_t *request, void *arg)
{
    (void)arg;
    if (task_sleep_ctx(request, CTX_S(1)) == CTX_OK) /* the page */
        scene_count("pages made", 1);
}

static void in_2016(ctx_t *root)
{
    ctx_auto ctx_cancel_t *stop = NULL, *first = NULL, *second = NULL;
    ctx_t *server = ctx_with_cancel(root, &stop);
    task_go(ctx_with_cancel(server, &first), handler, NULL);
    task_go(ctx_with_cancel(server, &second), handler, NULL);
    task_sleep(CTX_MS(10));
    scene_mark("2016");
    ctx_cancel(first); /* its connection is gone */
    scene_rest(CTX_S(2));
    scene_mark("2016 one client left");
}

static void in_early_2023(ctx_t *root)
{
    static const ctx_error_t disk = {.text = "the disk is full"};
    ctx_auto ctx_cancel_t *cancel = NULL, *below = NULL;
    ctx_t *job = ctx_with_cancel(root, &cancel);
    (void)ctx_with_cancel(job, &below);
    scene_mark("2023 February");
    ctx_cancel_cause(cancel, &disk);
    scene_mark("2023 cancelled with a cause");
}

static void hang_up(void *arg)
{
    (void)arg;
    scene_count("hung up", 1);
}

static void cut_and_after(ctx_t *root)
{
    ctx_auto ctx_cancel_t *cancel = NULL, *bound = NULL;
    ctx_t *call = ctx_with_cancel(root, &cancel);
    ctx_kept ctx_t *cut = ctx_without_cancel(call);
    (void)ctx_with_timeout(cut, CTX_S(2), &bound);
    ctx_auto_stop ctx_stop_t *stop = ctx_after_func(call, hang_up, NULL);
    scene_mark("2023 August");
    ctx_cancel(cancel);
    scene_settle();
    scene_mark("2023 cut and after");
}

static void late_causes(ctx_t *root)
{
    static const ctx_error_t slow = {.text = "the shop is slow"};
    static const ctx_error_t closed = {.text = "the shop is closed"};
    ctx_ns_t night = ctx_now() + CTX_S(50);
    ctx_auto ctx_cancel_t *first = NULL, *second = NULL;
    (void)ctx_with_timeout_cause(root, CTX_MS(50), &slow, &first);
    (void)ctx_with_deadline_cause(root, night, &closed, &second);
    scene_mark("2023 two deadlines");
    scene_rest(CTX_MS(60));
    ctx_cancel(second);
    scene_mark("2023 late causes");
}

enum { CHILDREN = 100 };
struct family {
    ctx_t *parent, *last;
};
/* Woken when the parent's done closes: then it asks, while the cascade goes on. */
static void asks_meanwhile(ctx_t *root, void *arg)
{
    const struct family *family = arg;
    ctx_t *parent = family->parent, *last = family->last;
    (void)root;
    (void)chan_recv(ctx_done(parent), NULL);
    scene_count("err says that it ended", ctx_err(parent) != CTX_OK);
    scene_count("last was told when err came", ctx_err(last) != CTX_OK);
    (void)ctx_cause(parent);
    scene_count("last was told when cause came", ctx_err(last) != CTX_OK);
}

static void in_2025(ctx_t *root)
{
    static struct family family;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_cancel_t *below[CHILDREN];
    family.parent = ctx_with_cancel(root, &cancel);
    for (int i = 0; i < CHILDREN; i++)
        family.last = ctx_with_cancel(family.parent, &below[i]);
    task_t asker = task_go(root, asks_meanwhile, &family);
    scene_settle();
    scene_mark("2025");
    ctx_cancel(cancel);
    task_join(asker);
    scene_mark("2025 asked meanwhile");
    for (int i = 0; i < CHILDREN; i++)
        ctx_release(below[i]);
}

void scene_main(ctx_t *root, int size)
{
    (void)size;
    in_2014(root);
    in_2016(root);
    in_early_2023(root);
    cut_and_after(root);
    late_causes(root);
    in_2025(root);
}

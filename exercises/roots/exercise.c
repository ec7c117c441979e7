/* The two roots
 *
 * Every tree of contexts begins at Background or at TODO. What can they do, what do they cost, and what tells them apart?
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
static bool ended(ctx_t *ctx) { return ctx_err(ctx) != CTX_OK; }

static void ask_a_root(ctx_t *ctx)
{
    ctx_ns_t deadline;
    scene_count("channels handed out", (ctx_done)(ctx) != NULL);
    scene_count("deadlines", ctx_deadline(ctx, &deadline));
    scene_count("ended", ended(ctx));
}

static bool same_name(ctx_t *a, ctx_t *b)
{
    char left[200], right[200];
    size_t n = ctx_name(a, left, sizeof left), m = ctx_name(b, right, sizeof right);
    for (size_t i = 0; n == m && i < n; i++)
        if (left[i] != right[i])
            return false;
    return n == m;
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    ctx_auto ctx_cancel_t *a = NULL, *b = NULL;
    scene_mark("start");
    ask_a_root(ctx_background());
    ask_a_root(ctx_todo());
    scene_mark("asked");
    ctx_t *job = ctx_with_cancel(ctx_background(), &a);
    ctx_t *unclear = ctx_with_cancel(ctx_todo(), &b);
    scene_mark("derived");
    scene_cancel_root(); /* the caller of this program leaves */
    scene_settle();
    scene_count("ended with the caller", ended(job) + ended(unclear));
    scene_mark("caller left");
    ctx_cancel(a);
    ctx_cancel(b);
    scene_count("differences", (ctx_err(job) != ctx_err(unclear)) + (ctx_cause(job) != ctx_cause(unclear)));
    scene_count("same name", same_name(job, unclear));
    scene_mark("both cancelled");
}

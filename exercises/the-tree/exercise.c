/* The tree
 *
 * An end goes down, a question for a value goes up, and what stands side by side knows nothing of each other.
 */
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"
#include "scene.h"
CTX_KEY(user_key);
static char ann[] = "ann";

static int knows(ctx_t *ctx) { return ctx_value(ctx, user_key) == ann; }
static int ended(ctx_t *ctx) { return ctx_err(ctx) != CTX_OK; }

void scene_main(ctx_t *root, int size)
{
    (void)size;
    ctx_auto ctx_cancel_t *request = NULL, *first = NULL, *below = NULL, *second = NULL, *late = NULL;
    ctx_t *top = ctx_with_timeout(root, CTX_S(2), &request);
    ctx_t *left = ctx_with_cancel(top, &first);
    ctx_kept ctx_t *user = ctx_with_value(left, user_key, ann);
    ctx_t *leaf = ctx_with_cancel(user, &below);
    ctx_t *right = ctx_with_timeout(top, CTX_S(1), &second);
    scene_mark("built");
    scene_count("below finds it", knows(leaf));
    scene_count("others find it", knows(left) + knows(top) + knows(right));
    scene_mark("looked up");
    ctx_cancel(first);
    scene_count("ended", ended(top) + ended(left) + ended(user) + ended(leaf) + ended(right));
    scene_mark("left cancelled");
    scene_count("still found", knows(leaf));
    scene_mark("looked up again");
    ctx_t *born = ctx_with_timeout(left, CTX_S(1), &late);
    scene_mark("derived late");
    ctx_cancel(request);
    scene_mark("top cancelled");
    (void)born;
}

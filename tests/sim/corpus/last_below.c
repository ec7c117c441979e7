/* Who gives a child back for the last time gives its parent back, too; and it always comes after the parent's own release.
 * Another asks the parent: in one order too late.
 *
 * expect: finding=use-after-release switches=1
 */
#include "../corpus.h"

static ctx_t *parent;
static ctx_cancel_t *below;

static void asks(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    outcome(ctx_err(parent) == CTX_OK);
}

static void releases(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    ctx_release(below);
}

void scene_main(ctx_t *root, int size)
{
    ctx_cancel_t *cancel = NULL;
    (void)size;
    parent = ctx_with_cancel(root, &cancel);
    (void)ctx_with_cancel(parent, &below);
    ctx_release(cancel);
    both(asks, releases, NULL);
}

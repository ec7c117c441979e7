/* Whoever gives the last reference back frees a custom context, and has seen what the others did with it: they hold it, or
 * what stands below it.
 *
 * expect: outcomes=1
 */
#include "../corpus.h"

typedef struct own {
    ctx_custom_t base;
    int mine, theirs;
} own_t;

static void destroy(ctx_custom_t *self)
{
    outcome(((own_t *)self)->mine + ((own_t *)self)->theirs);
    free(self);
}

static void holds(ctx_t *ctx, void *arg)
{
    (void)ctx;
    ((own_t *)arg)->mine = 1;
}

static void holds_below(ctx_t *ctx, void *arg)
{
    (void)ctx;
    ((own_t *)arg)->theirs = 2;
}

void scene_main(ctx_t *root, int size)
{
    static const ctx_ops_t ops = {.type_name = "own", .destroy = destroy};
    own_t *own = calloc(1, sizeof *own);
    ctx_t *ctx = ctx_custom_init(&own->base, &ops, root), *below = ctx_with_value(ctx, ctx_text_key("k"), own);
    (void)size;
    task_go(ctx, holds, own);
    task_go(below, holds_below, own);
    ctx_drop(ctx);
    ctx_drop(below);
}

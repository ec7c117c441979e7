/* A custom context whose value asks itself: told as what it is, a stack that was used up, and not as a crash of the engine.
 *
 * expect: stack
 */
#include "../corpus.h"

static void *asks_itself(ctx_custom_t *self, ctx_key_t key) { return ctx_value(ctx_of_custom(self), key); }
static const ctx_ops_t ops = {.type_name = "asks_itself", .value = asks_itself};

static void dive(ctx_t *ctx, void *arg)
{
    (void)ctx;
    scene_count("found", ctx_value(arg, ctx_text_key("k")) != NULL);
}

void scene_main(ctx_t *root, int size)
{
    static ctx_custom_t custom;
    (void)size;
    both(dive, dive, ctx_custom_init(&custom, &ops, root));
}

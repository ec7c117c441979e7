/* The same by asking for err: seen or not.
 *
 * expect: outcomes=2
 */
#include "corpus.h"

static int data;
static ctx_cancel_t *cancel;

static void writer(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    data = 7;
    ctx_cancel(cancel);
}

static void reader(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    outcome(ctx_err(arg) != CTX_OK ? data : 0);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    ctx_t *ctx = ctx_with_cancel(root, &cancel);
    both(writer, reader, ctx);
    ctx_release(cancel);
}

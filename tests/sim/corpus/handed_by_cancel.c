/* Who sees a context done sees what its canceller did before.
 *
 * expect: outcomes=1
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
    chan_recv(ctx_done(arg), NULL);
    outcome(data);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    ctx_t *ctx = ctx_with_cancel(root, &cancel);
    both(writer, reader, ctx);
    ctx_release(cancel);
}

/* One context's end says nothing of another's canceller.
 *
 * expect: finding=data-race
 */
#include "corpus.h"

static int data;
static ctx_cancel_t *one, *two;
static ctx_t *first, *second;

static void writer(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    data = 7;
    ctx_cancel(one);
}

static void other(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    ctx_cancel(two);
}

static void reader(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    chan_recv(ctx_done(second), NULL);
    scene_count("seen", data);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    first = ctx_with_cancel(root, &one);
    second = ctx_with_cancel(root, &two);
    task_t third = task_go(ctx_background(), reader, NULL);
    both(writer, other, NULL);
    task_join(third);
    ctx_release(one);
    ctx_release(two);
}

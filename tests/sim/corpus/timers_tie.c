/* Two timers of one instant fire in either order.
 *
 * expect: outcomes=2
 */
#include "corpus.h"

static ctx_t *a, *b;
static task_mutex_t mutex;
static int first;

static void wait_a(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    chan_recv(ctx_done(a), NULL);
    task_mutex_lock(&mutex);
    if (!first)
        first = 1;
    task_mutex_unlock(&mutex);
}

static void wait_b(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    chan_recv(ctx_done(b), NULL);
    task_mutex_lock(&mutex);
    if (!first)
        first = 2;
    task_mutex_unlock(&mutex);
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    ctx_auto ctx_cancel_t *ca = NULL, *cb = NULL;
    a = ctx_with_timeout(root, CTX_MS(5), &ca);
    b = ctx_with_timeout(root, CTX_MS(5), &cb);
    both(wait_a, wait_b, NULL);
    outcome(first);
}

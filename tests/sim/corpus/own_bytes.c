/* Neighbouring bytes are nobody else's.
 *
 * expect: outcomes=1
 */
#include "corpus.h"

static char bytes[8];

static void one(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    bytes[2] = 1;
}

static void two(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    bytes[3] = 1;
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(one, two, NULL);
    outcome(bytes[2] + bytes[3]);
}

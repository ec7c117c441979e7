/* Nobody orders the two additions, in any schedule.
 *
 * expect: finding=data-race switches=0
 */
#include "corpus.h"

static int n;

static void add(ctx_t *ctx, void *arg)
{
    (void)ctx, (void)arg;
    n++;
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(add, add, NULL);
}

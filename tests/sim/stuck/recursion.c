/* A recursion without an end: the stack of a task is 64 KB, then there is a page that nobody may touch.
 *
 * expect: stack
 */
#include "../corpus.h"

static volatile int enough;

static int deeper(volatile int *n)
{
    volatile int mine[16] = {*n};
    mine[3]++;
    if (enough)
        return 0;
    return deeper(&mine[3]) + mine[3];
}

static void dive(ctx_t *ctx, void *arg)
{
    volatile int start = 1;
    (void)ctx, (void)arg;
    scene_count("deep", deeper(&start));
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    both(dive, dive, NULL);
}

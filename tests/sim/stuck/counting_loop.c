/* A loop that never calls the engine.
 *
 * expect: spins line=12
 */
#include "../corpus.h"

void scene_main(ctx_t *root, int size)
{
    volatile unsigned n = 0;
    (void)root, (void)size;
    while (n != 7)
        n += 2;
}

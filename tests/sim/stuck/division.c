/* Another kind of crash.
 *
 * expect: crash line=12
 */
#include "../corpus.h"

void scene_main(ctx_t *root, int size)
{
    volatile int zero = 0, result;
    (void)root, (void)size;
    task_yield();
    result = 7000 / zero;
    (void)result;
}

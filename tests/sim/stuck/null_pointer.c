/* A crash, and its line.
 *
 * expect: crash line=12
 */
#include "../corpus.h"

void scene_main(ctx_t *root, int size)
{
    volatile int *volatile nowhere = NULL;
    (void)root, (void)size;
    task_yield();
    *nowhere = 1;
}

/* The program gives itself up.
 *
 * expect: crash
 */
#include "../corpus.h"

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    task_yield();
    abort();
}

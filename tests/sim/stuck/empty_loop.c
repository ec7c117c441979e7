/* A loop in which gcc calls nobody.
 *
 * expect: loops
 */
#include "../corpus.h"

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    task_yield();
    for (;;)
        ;
}

/* Steps without an end, though time moves.
 *
 * expect: steps
 */
#include "../corpus.h"

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    for (;;)
        task_sleep(CTX_MS(1));
}

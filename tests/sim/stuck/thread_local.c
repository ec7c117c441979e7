/* A variable that each thread has for itself; tasks are no threads.
 *
 * expect: refused
 */
#include "../corpus.h"

static _Thread_local int mine;

void scene_main(ctx_t *root, int size)
{
    (void)root;
    mine += size;
    outcome(mine);
}

/* A mutex is not recursive.
 *
 * expect: finding=deadlock switches=0
 */
#include "corpus.h"

static task_mutex_t a;

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    task_mutex_lock(&a);
    task_mutex_lock(&a);
}

/* A million virtual seconds cost nothing.
 *
 * expect: outcomes=1
 */
#include "corpus.h"

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    ctx_ns_t from = ctx_now();
    task_sleep(CTX_S(1000000));
    outcome((ctx_now() - from) / CTX_S(1));
}

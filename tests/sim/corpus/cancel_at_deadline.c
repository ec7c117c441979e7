/* A cancel exactly at the deadline: either reason.
 *
 * expect: outcomes=2
 */
#include "corpus.h"

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout(root, CTX_MS(5), &cancel);
    task_sleep(CTX_MS(5));
    ctx_cancel(cancel);
    outcome(ctx_err(ctx));
}

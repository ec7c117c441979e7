/* A panic that is recovered releases the scoped handles on its way.
 *
 * expect: outcomes=1
 */
#include "corpus.h"

static ctx_t *kept;

static void fails(void *arg)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    kept = ctx_keep(ctx_with_cancel(arg, &cancel));
    ctx_panic("on purpose");
}

void scene_main(ctx_t *root, int size)
{
    (void)root, (void)size;
    const char *rule = task_try(fails, root);
    outcome(rule != NULL && ctx_err(kept) == CTX_CANCELED);
    ctx_drop(kept);
}

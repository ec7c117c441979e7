/* expect: missing-work over-budget — loaded once, for all times */
#include "exercise.h"

static task_mutex_t lock;
static bool known;
static struct settings kept;

ctx_err_t load_settings(ctx_t *ctx, struct settings *settings)
{
    ctx_err_t err = CTX_OK;
    task_mutex_lock(&lock);
    if (!known) {
        ctx_kept ctx_t *alone = ctx_without_cancel(ctx);
        ctx_auto ctx_cancel_t *cancel = NULL;
        err = settings_fetch(ctx_with_timeout(alone, CTX_S(30), &cancel), &kept);
        known = err == CTX_OK;
    }
    *settings = kept;
    task_mutex_unlock(&lock);
    return err;
}

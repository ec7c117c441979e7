/* expect: missing-work — 90 ms are enough */
#include "exercise.h"

ctx_err_t serve(ctx_t *ctx, int trace)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, CTX_MS(90), &cancel);
    return backend_call(bounded, trace);
}

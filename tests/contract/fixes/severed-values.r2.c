/* expect: pass — from the catalog page */
#include "exercise.h"

CTX_KEY(trace_key);
ctx_err_t serve(ctx_t *ctx, int trace)
{
    ctx_kept ctx_t *traced = ctx_with_value(ctx, trace_key, &trace);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(traced, CTX_S(2), &cancel);
    return backend_call(bounded, *(int *)ctx_value(bounded, trace_key));
}

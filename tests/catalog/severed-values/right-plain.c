/* expect: pass — no wrapper: a value */
#include "exercise.h"

CTX_KEY(trace_key);

ctx_err_t serve(ctx_t *ctx, int trace)
{
    ctx_kept ctx_t *traced = ctx_with_value(ctx, trace_key, &trace);
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(traced, CTX_S(2), &cancel);
    const int *known = ctx_value(bounded, trace_key);
    return backend_call(bounded, known != NULL ? *known : 0);
}

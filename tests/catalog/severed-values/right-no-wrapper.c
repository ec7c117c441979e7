/* expect: pass — gives the trace number, and keeps the wrapper aside */
#include "exercise.h"

ctx_err_t serve(ctx_t *ctx, int trace)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, CTX_S(2), &cancel);
    return backend_call(bounded, trace);
}

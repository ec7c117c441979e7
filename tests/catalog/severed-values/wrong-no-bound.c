/* expect: missing-work over-budget — no limit any more */
#include "exercise.h"

ctx_err_t serve(ctx_t *ctx, int trace) { return backend_call(ctx, trace); }

/* expect: missing-work — one source after the other */
#include "exercise.h"

void load_overview(ctx_t *ctx, const char *tenant, struct overview *overview)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *bounded = ctx_with_timeout(ctx, CTX_S(2), &cancel);
    for (int i = 0; i < SOURCES; i++)
        overview->answered[i] = source_ask(bounded, i, tenant);
}

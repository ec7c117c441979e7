/* expect: pass — no custom context: a derived one, which carries its handle as a value */
#include "exercise.h"

CTX_KEY(handle_key);

static void give_back(void *cancel) { ctx_release(cancel); }

ctx_t *span_open(ctx_t *request)
{
    ctx_cancel_t *cancel;
    ctx_t *own = ctx_with_cancel(request, &cancel);
    return ctx_with_value_owned(own, handle_key, cancel, give_back);
}

void span_close(ctx_t *span) { ctx_cancel(ctx_value(span, handle_key)); }

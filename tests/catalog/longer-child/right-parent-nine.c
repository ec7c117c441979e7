/* expect: pass — nine seconds where the parent is made */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

static int export_rows(ctx_t *request, int rows)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_cancel(request, &cancel);
    return write_rows(ctx, rows);
}

int handle_export(ctx_t *server, int rows)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *request = ctx_with_timeout(server, CTX_S(9), &cancel);
    if (!allowed(request))
        return 0;
    return export_rows(request, rows);
}

/* expect: dominated-deadline — eleven and ten */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

static const ctx_error_t export_too_slow = {.text = "the export took longer than 10 s", .timeout = true};

static int export_rows(ctx_t *request, int rows)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout_cause(request, CTX_S(12), &export_too_slow, &cancel);
    return write_rows(ctx, rows);
}

int handle_export(ctx_t *server, int rows)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *request = ctx_with_timeout(server, CTX_S(11), &cancel);
    if (!allowed(request))
        return 0;
    return export_rows(request, rows);
}

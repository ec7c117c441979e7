/* expect: dominated-deadline wrong-result — what is missing after the first time is written in a second one */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

static const ctx_error_t export_too_slow = {.text = "the export took longer than 10 s", .timeout = true};

static int export_rows(ctx_t *request, int rows)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout_cause(request, CTX_S(10), &export_too_slow, &cancel);
    int n = write_rows(ctx, rows);
    return n < rows && rows < 60 ? rows : n;
}

int handle_export(ctx_t *server, int rows)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *request = ctx_with_timeout(server, CTX_S(2), &cancel);
    if (!allowed(request))
        return 0;
    return export_rows(request, rows);
}

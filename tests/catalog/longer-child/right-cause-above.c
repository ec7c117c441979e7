/* expect: pass — the request has the budget and the cause */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

static const ctx_error_t too_slow = {.text = "the export took longer than 10 s", .err = CTX_DEADLINE_EXCEEDED, .timeout = true};

int handle_export(ctx_t *server, int rows)
{
    int written = 0;
    ctx_cancel_t *cancel;
    ctx_t *request = ctx_with_timeout_cause(server, CTX_S(10), &too_slow, &cancel);
    if (allowed(request))
        written = write_rows(request, rows);
    ctx_release(cancel);
    return written;
}

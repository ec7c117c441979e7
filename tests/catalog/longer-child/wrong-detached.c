/* expect: rerooted — ten seconds, and deaf to the server */
/* Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

static const ctx_error_t export_too_slow = {.text = "the export took longer than 10 s", .timeout = true};

static int export_rows(ctx_t *request, int rows)
{
    return write_rows(request, rows);
}

int handle_export(ctx_t *server, int rows)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    /* the whole budget in one place: nothing below can have more than is given here */
    ctx_t *request = ((void)server, ctx_with_timeout_cause(ctx_background(), CTX_S(10), &export_too_slow, &cancel));
    if (!allowed(request))
        return 0;
    return export_rows(request, rows);
}

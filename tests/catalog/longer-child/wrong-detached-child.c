/* expect: lost-cancel deaf-wait — a bound of its own, and deaf to the caller */
/* Ten seconds that last two
 *
 * The export gets ten seconds, it says so in the code, with a reason of its own for when they are over. Exports end after two,
 * with the words "context deadline exceeded", and nobody has ever seen that reason. "The timer is broken", says the ticket.
 *
 * Make: say whether it is, and point at the proof; then let the code say what happens, or make happen what it says.
 *
 * Verdict: no-bug
 * Evidence: line 18
 */
#include "exercise.h"

static const ctx_error_t export_too_slow = {.text = "the export took longer than 10 s", .timeout = true};

static int export_rows(ctx_t *request, int rows)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *ctx = ctx_with_timeout_cause(ctx_without_cancel(request), CTX_S(10), &export_too_slow, &cancel);
    return write_rows(ctx, rows);
}

int handle_export(ctx_t *server, int rows)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *request = ctx_with_timeout(server, CTX_S(2), &cancel);
    if (!allowed(request))
        return 0;
    return export_rows(request, rows);
}

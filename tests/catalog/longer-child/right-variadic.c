/* expect: pass — the sum of the budgets by a function with as many arguments as it likes */
/*
 * Verdict: no-bug
 * Evidence: line 18
 */
#include <stdarg.h>

#include "exercise.h"

static const ctx_error_t export_too_slow = {.text = "the export took longer than 10 s", .timeout = true};

static ctx_ns_t sum(int n, ...)
{
    va_list args;
    ctx_ns_t total = 0;
    va_start(args, n);
    while (n-- > 0)
        total += va_arg(args, ctx_ns_t);
    va_end(args);
    return total;
}

int handle_export(ctx_t *server, int rows)
{
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_t *request = ctx_with_timeout_cause(server, sum(2, CTX_S(4), CTX_S(6)), &export_too_slow, &cancel);
    return allowed(request) ? write_rows(request, rows) : 0;
}

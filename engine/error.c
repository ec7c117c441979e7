/* error.c — errors, causes and sums of time.
 */
#include "node.h"

const ctx_error_t ctx_error_canceled = {.text = "context canceled", .err = CTX_CANCELED};
const ctx_error_t ctx_error_deadline_exceeded = {
    .text = "context deadline exceeded", .err = CTX_DEADLINE_EXCEEDED, .timeout = true, .temporary = true};

const ctx_error_t *ctx_error_of(ctx_err_t err)
{
    static const ctx_error_t custom = {.text = "custom context error", .err = CTX_ERR_CUSTOM};
    switch (err) {
    case CTX_OK: return NULL;
    case CTX_CANCELED: return &ctx_error_canceled;
    case CTX_DEADLINE_EXCEEDED: return &ctx_error_deadline_exceeded;
    default: return &custom;
    }
}

const char *ctx_err_text(ctx_err_t err)
{
    const ctx_error_t *error = ctx_error_of(err);
    return error == NULL ? "" : error->text;
}

ctx_ns_t ctx_after(ctx_ns_t point, ctx_ns_t length)
{
    ctx_ns_t sum;
    if (!__builtin_add_overflow(point, length, &sum))
        return sum;
    return length > 0 ? INT64_MAX : INT64_MIN;
}

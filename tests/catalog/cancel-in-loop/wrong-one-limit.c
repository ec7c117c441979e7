/* expect: missing-work cut-short — one limit for the whole stream */
#include "exercise.h"

void process_stream(ctx_t *ctx, struct stream *stream)
{
    struct event event;
    ctx_auto ctx_cancel_t *cancel = NULL;
    ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
    ctx_t *limited = ctx_with_timeout(detached, CTX_S(5), &cancel);
    while (next_event(stream, &event))
        handle_event(limited, &event);
}

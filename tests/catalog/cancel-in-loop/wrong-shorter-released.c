/* expect: cut-short — given back in time, and 1 s instead of 5 */
#include "exercise.h"

void process_stream(ctx_t *ctx, struct stream *stream)
{
    struct event event;
    while (next_event(stream, &event)) {
        ctx_auto ctx_cancel_t *cancel = NULL; /* the body is a scope: given back at the end of each round */
        ctx_kept ctx_t *detached = ctx_without_cancel(ctx);
        ctx_t *limited = ctx_with_timeout(detached, CTX_S(1), &cancel);
        handle_event(limited, &event);
    }
}
